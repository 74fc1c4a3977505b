"""A real server of OpenSearch, put together from Maven's packages, in processes that a test may kill."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from opensearch_jars import OLDEST_JAVA, fetch_jars, find_java, version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Seconds. A busy machine starts a node in a minute, one on which much else runs in five.
_STARTING = 600
# The parts that the server loads by themselves, each with its class and the beginnings of the names of its jars.
_MODULES = {
    "transport-netty4": (
        "org.opensearch.transport.Netty4ModulePlugin",
        ("transport-netty4-client", "netty-", "opensearch-netty4"),
    ),
    "lang-painless": (
        "org.opensearch.painless.PainlessModulePlugin",
        ("lang-painless", "antlr4", "asm", "opensearch-scripting-painless-spi"),
    ),
}
# Java for tests: a small node that starts quickly.
_SMALL = ("-Xms384m", "-Xmx384m", "-XX:TieredStopAtLevel=1")
LARGE = ("-Xms2g", "-Xmx2g")
"""Java for figures: a node that is given time to compile what it runs."""
_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


class Node:
    """A node: a process of its own, with its own ports and folder.

    Args:
        home: its folder; what it holds outlives the process.
        name: tells it from other nodes.
        http: its port for requests.
        transport: its port for other nodes.
        settings: lines of its ``opensearch.yml``.
        java: options of its Java.
    """

    def __init__(
        self,
        home: Path,
        name: str,
        http: int,
        transport: int,
        settings: Sequence[str],
        java: Sequence[str] = _SMALL,
    ) -> None:
        self.name = name
        self.url = f"http://127.0.0.1:{http}"
        self._home = home
        self._java = java
        self._process: subprocess.Popen[bytes] | None = None
        jars = fetch_jars()
        for folder in ("lib", "plugins", "logs", "tmp", "config"):
            (home / folder).mkdir(parents=True)
        for module, (plugin, _) in _MODULES.items():
            (home / "modules" / module).mkdir(parents=True)
            described = {
                "description": module, "version": version(), "name": module, "classname": plugin,
                "java.version": OLDEST_JAVA, "opensearch.version": version(), "has.native.controller": "false",
            }  # fmt: skip
            text = "\n".join(f"{key}={value}" for key, value in described.items())
            (home / "modules" / module / "plugin-descriptor.properties").write_text(text, "utf-8")
        for jar in jars.glob("*.jar"):
            if "native-quic" in jar.name:
                continue
            owners = [name for name, (_, starts) in _MODULES.items() if jar.name.startswith(starts)]
            (home / ("modules/" + owners[0] if owners else "lib") / jar.name).symlink_to(jar)
        lines = [
            f"node.name: {name}", "network.host: 127.0.0.1", f"http.port: {http}",
            f"transport.port: {transport}", "node.processors: 1", *settings,
        ]  # fmt: skip
        (home / "config" / "opensearch.yml").write_text("\n".join(lines), "utf-8")
        (home / "config" / "log4j2.properties").write_text(_LOGGING, "utf-8")

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it; it is not waited for."""
        home = self._home
        command = [
            str(find_java()), *self._java, "-XX:+UseSerialGC", "-Xshare:auto",
            f"-Djava.io.tmpdir={home / 'tmp'}", "-Dlog4j2.disable.jmx=true", "--enable-native-access=ALL-UNNAMED",
            # Without native code it does not ask whether root runs it, as root does in a container.
            "-Djna.nosys=true", "-Djna.nounpack=true",
            f"-Dopensearch.path.home={home}", f"-Dopensearch.path.conf={home / 'config'}",
            "-Dopensearch.distribution.type=tar", "-cp", f"{home}/lib/*", "org.opensearch.bootstrap.OpenSearch",
        ]  # fmt: skip
        with (home / "out").open("ab") as out:
            self._process = subprocess.Popen(
                command,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - it calls one function of the system
            )

    def kill(self) -> None:
        """End it at once, as a machine dies."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it as its operator does."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()

    def wait(self, condition: str = "") -> None:
        """Wait until it answers, and the cluster is as ``_cluster/health`` is asked for: ``wait_for_nodes=3``."""
        deadline = time.monotonic() + _STARTING
        while True:
            assert self._process
            with suppress(OSError, ValueError):
                health = self.get(f"/_cluster/health?timeout=5s&{condition}")
                if not health["timed_out"]:
                    return
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._home / "out").read_text("utf-8", "replace")[-3000:])
            time.sleep(0.3)

    def get(self, path: str) -> Any:
        """Ask the node past the client under test."""
        return request(self.url, path)


def request(url: str, path: str, method: str = "GET", body: Any = None) -> Any:
    """Send a request to a node past the client under test."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    asked = urllib.request.Request(url + path, data, headers, method=method)  # noqa: S310 - our own
    with urllib.request.urlopen(asked, timeout=120) as response:  # noqa: S310 - likewise
        return json.load(response)


def _end_with_parent() -> None:
    """End the process when ours ends, however it ends: a server left behind would take half a gigabyte."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_ports(number: int) -> list[int]:
    """Return ports that nobody listens at."""
    sockets = [socket.socket() for _ in range(number)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def start_single(folder: Path, java: Sequence[str] = _SMALL) -> Node:
    """Return a cluster of one node, which answers."""
    http, transport = free_ports(2)
    node = Node(folder, "n1", http, transport, ["discovery.type: single-node", *_common(transport)], java)
    node.start()
    try:
        node.wait()
    except BaseException:
        node.kill()
        raise
    return node


def _common(transport: int) -> list[str]:
    """Return what all clusters of tests are told: none takes a node of another run for one of its own."""
    return [
        f"cluster.name: wendang-test-{os.getpid()}-{transport}",
        "cluster.routing.allocation.disk.threshold_enabled: false",
    ]


def start_three(folder: Path) -> list[Node]:
    """Return a cluster of three nodes, which know each other; one that is stopped is missed within seconds."""
    ports = free_ports(6)
    https, transports = ports[:3], ports[3:]
    settings = [
        "discovery.seed_hosts: [{}]".format(", ".join(f'"127.0.0.1:{port}"' for port in transports)),
        "cluster.initial_cluster_manager_nodes: [n1, n2, n3]",
        *_common(transports[0]),
        *(
            f"cluster.fault_detection.{kind}_check.{key}"
            for kind in ("follower", "leader")
            for key in ("timeout: 2s", "retry_count: 2")
        ),
    ]
    nodes = [
        Node(folder / f"n{number}", f"n{number}", http, transport, settings)
        for number, (http, transport) in enumerate(zip(https, transports, strict=True), 1)
    ]
    try:
        for node in nodes:
            node.start()
        nodes[0].wait("wait_for_nodes=3")
    except BaseException:
        for node in nodes:
            node.stop()
        raise
    return nodes


def share_server(folder: Path, worker: str) -> Iterator[str]:
    """Yield the address of a server that all processes of a test run share; the first of them starts it.

    Args:
        folder: the same for all of them.
        worker: the name of this one.
    """
    told = folder / "address"
    users = folder / "users"
    node: Node | None = None
    lock = FileLock(folder / "lock", timeout=_STARTING + 180)
    with lock:
        users.mkdir(exist_ok=True)
        if not told.exists():
            node = start_single(folder / f"node-{worker}")
            told.write_text(node.url, "utf-8")
        # The system lets it go when this process ends, however it ends.
        using = FileLock(users / worker)
        using.acquire()
        url = told.read_text("utf-8")
    try:
        yield url
    finally:
        using.release()
        if node:
            # It ends with the process that started it: that one waits for the others, and for none that has died.
            while True:
                with lock:
                    if not any(map(_is_held, users.iterdir())):
                        # Who comes later starts another.
                        told.unlink()
                        break
                time.sleep(0.2)
            node.stop()


def _is_held(file: Path) -> bool:
    """Say whether a process that lives holds a lock."""
    try:
        with FileLock(file, timeout=0):
            return False
    except Timeout:
        return True
