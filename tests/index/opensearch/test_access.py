"""Addresses and credentials: none of the secrets shows anywhere."""

from __future__ import annotations

import pytest

from retrieval.errors import SettingsError
from retrieval.index.opensearch.access import Access, parse_urls, refuse_open_passwords


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not set"),
        (" , ", "is not set"),
        ("a:9200", "begins with https://"),
        ("ftp://a", "begins with https://"),
        ("https://", "begins with https://"),
        ("https://a:99999999", "begins with https://"),
        ("https://a:9200,https://u:geheim@b", "WENDANG_OPENSEARCH_PASSWORD"),
    ],
)
def test_a_wrong_address_is_one_line_with_key_and_remedy(text: str, said: str) -> None:
    """And what may be a password is not repeated."""
    with pytest.raises(SettingsError) as caught:
        parse_urls(text)
    message = str(caught.value)
    assert "WENDANG_OPENSEARCH_URL" in message
    assert said in message
    assert "geheim" not in message
    assert "\n" not in message


def test_the_password_is_in_no_repr() -> None:
    """An access may be logged, or shown in a traceback."""
    assert "geheim" not in repr(Access(("https://a",), "u", "geheim"))


@pytest.mark.parametrize("url", ["http://10.0.0.1:9200", "http://cluster.example"])
def test_a_password_goes_over_no_network_in_the_open(url: str) -> None:
    """On this machine it may; a cluster without users needs no TLS."""
    with pytest.raises(SettingsError, match="https://"):
        refuse_open_passwords(Access((url,), "u", "geheim"))
    refuse_open_passwords(Access((url,)))
    refuse_open_passwords(
        Access(("http://127.0.0.1:9200", "http://localhost", "http://[::1]:9200"), "u", "geheim")
    )
