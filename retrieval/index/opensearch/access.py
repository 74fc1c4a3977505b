"""How a cluster is reached, and by whom."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from retrieval.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Access:
    """Addresses and credentials, as the settings name them; none of the secrets is in its ``repr``.

    Args:
        urls: the nodes that are asked, one after the other if one is away: ``https://a:9200``.
        user: the name for basic authentication, or nothing.
        password: belongs to it.
        certificate: a PEM file with the client's certificate and its key, or nothing.
        ca: a PEM file with the CA that signed the nodes' certificates; nothing for those that the system trusts.
        timeout: seconds after which a node that does not answer is passed over.
        shards: into how many parts a new index is cut.
        replicas: how many copies of each part there are beside the first.
    """

    urls: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    certificate: str = ""
    ca: str = ""
    timeout: float = 5.0
    shards: int = 1
    replicas: int = 1

    @property
    def name(self) -> str:
        """What messages call the cluster: its addresses."""
        return ",".join(self.urls)


def parse_urls(text: str) -> tuple[str, ...]:
    """Return the addresses of a cluster's nodes, which are divided by commas.

    >>> parse_urls("https://a:9200, https://b:9200/")
    ('https://a:9200', 'https://b:9200')

    Raises:
        SettingsError: one of them is no address, or holds a password, which would show in every message.
    """
    key = "WENDANG_OPENSEARCH_URL"
    urls = [url.strip().rstrip("/") for url in text.split(",") if url.strip()]
    if not urls:
        raise SettingsError(
            f"{key} is not set: set it to the addresses of the cluster, https://a:9200,https://b:9200"
        )
    for url in urls:
        try:
            parts = urlsplit(url)
            sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise SettingsError(
                f"{key} is not valid: an address begins with https:// or http://, as in https://a:9200"
            )
        if parts.username or parts.password:
            raise SettingsError(
                f"{key} holds a user or a password: leave them out, and set WENDANG_OPENSEARCH_USER and "
                "WENDANG_OPENSEARCH_PASSWORD"
            )
    return tuple(urls)


def check_certificates(access: Access) -> None:
    """Make sure that the files of certificates can be read: the client would only say that nobody answers.

    Raises:
        SettingsError: one of them is not there, or is none.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for key, file in (("CA", access.ca), ("CERTIFICATE", access.certificate)):
        try:
            if file and key == "CA":
                context.load_verify_locations(file)
            elif file:
                # Where the key is locked, nobody is asked for a password.
                context.load_cert_chain(file, password="")
        except OSError as error:
            # OpenSSL numbers its errors by itself.
            why = "no PEM file" if isinstance(error, ssl.SSLError) else error.strerror
            raise SettingsError(
                f"WENDANG_OPENSEARCH_{key}={file!r} cannot be read ({why}): set it to a PEM file, or leave it empty"
            ) from None


def refuse_open_passwords(access: Access) -> None:
    """Refuse to send a password over a network in the open.

    Raises:
        SettingsError: an address begins with http://, and is of another machine.
    """
    for url in access.urls:
        parts = urlsplit(url)
        if access.user and parts.scheme == "http" and not _is_here(parts.hostname or ""):
            raise SettingsError(
                f"WENDANG_OPENSEARCH_URL={url} would send the password in the open: set it to an address that begins "
                "with https://"
            )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
