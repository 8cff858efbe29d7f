"""A connection that can be cut: a proxy that passes so many bytes and no more."""

import socket
import struct
import threading
from contextlib import suppress
from select import select
from typing import Final, Self

_RESET: Final = struct.pack("ii", 1, 0)
"""A socket that lingers for no time is reset when it is closed."""


class Proxy:
    """Passes what comes on `port` to another port of 127.0.0.1, up to `limit` bytes in all."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.limit: int | None = None
        self.passed = 0
        self._threads = [threading.Thread(target=self._accept)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        with self._listening:
            while True:
                try:
                    near, _ = self._listening.accept()
                except OSError:
                    return
                self._threads.append(threading.Thread(target=self._serve, args=(near,)))
                self._threads[-1].start()

    def _serve(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self._to)) as far:
            other = {near: far, far: near}
            for each in other:  # or each small answer waits for 40 ms
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with suppress(OSError):
                while self._pass_on(other):
                    pass
            for each in other:
                with suppress(OSError):
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    each.shutdown(socket.SHUT_RDWR)

    def _pass_on(self, other: dict[socket.socket, socket.socket]) -> bool:
        """Pass on what there is; return whether there may be more."""
        for each in select(list(other), [], [])[0]:
            data = each.recv(1024)
            left = len(data) if self.limit is None else max(0, self.limit - self.passed)
            self.passed += len(data)
            other[each].sendall(data[:left])
            if not data or left < len(data):
                return False
        return True
