"""A small HTTP server on an address that a setting names."""

from __future__ import annotations

from aiohttp import web

from retrieval import SettingsError

_LARGEST = 1024 * 1024


class Server:
    """The server; routes are added to ``application`` before it is started.

    Args:
        key: the setting that names the address.
        listen: ``host:port``.
    """

    def __init__(self, key: str, listen: str) -> None:
        self.application = web.Application(client_max_size=_LARGEST)
        self._key, self._listen = key, listen
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Begin to listen.

        Raises:
            SettingsError: the address cannot be listened on.
        """
        self._runner = web.AppRunner(self.application, access_log=None)
        await self._runner.setup()
        host, _, port = self._listen.rpartition(":")
        try:
            await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        # A host with an empty or too long part fails to encode, before its address is looked up.
        except (OSError, ValueError) as error:
            await self.stop()
            reason = error.strerror if isinstance(error, OSError) else "not a host"
            raise SettingsError(
                f"{self._key}={self._listen!r} cannot be listened on ({reason}): "
                "set it to a free address, like 127.0.0.1:8080"
            ) from None

    async def stop(self) -> None:
        """Stop listening; what is being taken is still taken."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
