"""Names of release control are known in any spelling, and words beside them are not."""

import pytest

from newsgen.content._control_names import Effect, control_named


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("embargo-until", "embargo"),
        ("Embargo_Until", "embargo"),
        ("embargoUntil", "embargo"),
        ("embrago", "embargo"),
        ("Expiry Date", "expires"),
        ("is_draft", "status: draft"),
        ("news_embargo", "embargo"),
        ("workflowState", "status"),
    ],
)
def test_a_name_is_known(name: str, key: str) -> None:
    control = control_named(name)
    assert control is not None
    assert control.key == key


@pytest.mark.parametrize("name", ["title", "craft", "stats", "updates", "é", "", "hm", "position"])
def test_another_word_is_not(name: str) -> None:
    assert control_named(name) is None


def test_true_hides_or_shows_by_the_name() -> None:
    hidden, public = control_named("hidden"), control_named("is_public")
    assert hidden is not None
    assert public is not None
    assert (hidden.effect, public.effect) == (Effect.HIDES, Effect.SHOWS)
