"""The connection by OpenSSH's own client."""

from collections.abc import Iterator

import pytest

from newsgen.deployers.openssh import OpenSsh, is_usable
from newsgen.deployers.target import TargetError
from tests.support.deploying import home
from tests.support.sshd import Sshd, sshd


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sshd")) as server, home(server.home):
        yield server


@pytest.fixture
def connection(server: Sshd) -> Iterator[OpenSsh]:
    connection = OpenSsh(server.url(server.home), None)
    yield connection
    connection.close()


def test_commands_go_over_one_connection(connection: OpenSsh, server: Sshd) -> None:
    assert connection.has_shell()
    before = server.log.count("Accepted publickey")
    assert connection.run("cat; echo wrong >&2; exit 7", [b"a", b"b"]) == (7, b"ab", b"wrong\n")
    assert connection.run("printf '%s' \"it's\"") == (0, b"it's", b"")
    assert server.log.count("Accepted publickey") == before


def test_command_that_reads_nothing_is_no_error(connection: OpenSsh) -> None:
    assert connection.has_shell()
    assert connection.run("exit 3", [bytes(1 << 20), bytes(1 << 20)])[0] == 3


def test_held_command_ends_with_its_input(connection: OpenSsh) -> None:
    assert connection.has_shell()
    with connection.hold("echo 3; printf abcdef; exec cat >/dev/null") as held:
        assert (held.line(), held.read(3)) == (b"3\n", b"abc")


def test_connection_that_is_lost_is_not_made_again(connection: OpenSsh, server: Sshd) -> None:
    """Without the lock that it held, no command may be given."""
    assert connection.has_shell()
    connection.close()
    assert connection.run(f"touch {server.home}/given")[0] == 255
    assert not (server.home / "given").exists()


def test_host_that_is_no_option_is_reached_at_most() -> None:
    connection = OpenSsh("ssh://-oProxyCommand=touch/srv", None)
    with pytest.raises(TargetError, match="cannot be reached"):
        connection.has_shell()
    connection.close()


def test_key_in_the_environment_is_for_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSGEN_SSH_KEY", raising=False)
    assert is_usable()
    monkeypatch.setenv("NEWSGEN_SSH_KEY", "a key")
    assert not is_usable()
