"""Starting: a port that is free, and signals before the server is up."""

import signal
import socket

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.server.run import PORT, TRIES, interrupt, listen
from newsgen.stopping import on_stop

pytestmark = pytest.mark.usefixtures("restored_signals")


def test_a_port_that_is_given_is_taken() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with listen("127.0.0.1", port) as taken:
        assert taken.getsockname() == ("127.0.0.1", port)


def test_a_port_in_use_is_named_and_no_other_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(NewsgenError) as error:
            listen("127.0.0.1", port)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "NG906"
    assert f"the port {port} of 127.0.0.1 cannot be used" in diagnostic.message
    assert "--port" in diagnostic.hint


def test_without_a_port_the_first_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        ports = [taken.getsockname()[1] for taken in (first, second)]
    assert PORT <= ports[0] < ports[1] < PORT + TRIES


def test_on_windows_no_other_program_may_have_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = socket.SO_KEEPALIVE
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", stand_in, raising=False)
    with listen("127.0.0.1", None) as taken:
        assert taken.getsockopt(socket.SOL_SOCKET, stand_in) == 1
        assert taken.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 0


def test_an_address_of_another_machine_is_told_at_once() -> None:
    with pytest.raises(NewsgenError) as error:
        listen("192.0.2.1", None)  # an address for documentation
    assert f"ports {PORT} to {PORT + TRIES - 1} of 192.0.2.1" in error.value.diagnostics[0].message


def test_an_address_of_version_6_is_taken() -> None:
    with listen("::1", None) as taken:
        assert taken.family == socket.AF_INET6


def test_before_the_server_is_up_a_signal_interrupts() -> None:
    on_stop(interrupt)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is not interrupt, "a second one ends it at once"
