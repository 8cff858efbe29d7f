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
    assert connection.run("cat; echo wrong >&2; exit 7", [b"a", b"b"]) == (7, b"ab", b"wrong")
    assert connection.run("printf '%s' \"it's\"") == (0, b"it's", b"")
    assert connection.run("") == (0, b"", b"")
    assert connection.run("if", [b"unread"])[0] == 2
    assert connection.run("printf next") == (0, b"next", b"")
    assert server.log.count("Accepted publickey") == before


def test_command_that_reads_nothing_is_no_error(connection: OpenSsh) -> None:
    assert connection.has_shell()
    assert connection.run("exit 3", [bytes(1 << 20), bytes(1 << 20)])[0] == 3


def test_held_file_is_held_until_the_end(connection: OpenSsh, server: Sshd) -> None:
    assert connection.has_shell()
    lock = server.home / "lock"
    command = f"flock -n {lock} true"
    with connection.hold(f"exec 9>>{lock}; flock 9; echo 3; printf abcdef") as said:
        assert said == b"3\nabcdef"
        assert connection.run(f"( exec 2>/dev/null; sleep 5 ) & {command}")[0] == 1
    assert connection.run(command)[0] == 0


def test_lock_that_was_asked_for_is_held(connection: OpenSsh, server: Sshd) -> None:
    assert connection.has_shell()
    script = f"exec 9>>{server.home}/asked; flock 9; echo held"
    connection.ask(script)
    with connection.hold(script) as said:
        assert said == b"held\n"
        assert connection.run(f"flock -n {server.home}/asked true")[0] == 1
    assert connection.run(f"flock -n {server.home}/asked true")[0] == 0


def test_answer_to_what_was_asked_ahead_is_there(server: Sshd) -> None:
    connection = OpenSsh(server.url(server.home), None, "printf ahead")
    assert connection.has_shell()
    assert connection.run("printf ahead") == (0, b"ahead", b"")
    assert connection.run("printf behind") == (0, b"behind", b"")
    connection.close()


def test_command_prints_more_than_a_pipe_holds_before_it_has_read_all(
    connection: OpenSsh,
) -> None:
    assert connection.has_shell()
    data = bytes(5 << 20)
    assert connection.run("cat", [data]) == (0, data, b"")


def test_half_a_command_is_not_run(connection: OpenSsh, server: Sshd) -> None:
    assert connection.has_shell()
    whole = b"".join(connection._order("aside", f"touch {server.home}/half; true"))
    connection._write([whole[:-40]])
    assert connection._shell.stdin
    connection._shell.stdin.close()
    assert connection._answer()[0] == 255
    assert not (server.home / "half").exists()


def test_connection_that_is_lost_is_not_made_again(connection: OpenSsh, server: Sshd) -> None:
    """Without the lock that it held, no command may be given."""
    assert connection.has_shell()
    connection._shell.kill()
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
