"""Whatever became of a message is said in both languages."""

from typing import get_args

import pytest

from schemas.channel import Delivery, DeliveryReason, Outcome
from texts.deliveries import OUTCOMES, REASONS, say_delivery


def test_everything_has_its_words() -> None:
    assert set(OUTCOMES) == set(get_args(Outcome))
    assert set(REASONS) == set(get_args(DeliveryReason))


@pytest.mark.parametrize("reason", [None, *REASONS])
def test_a_delivery_is_one_sentence(reason: DeliveryReason | None) -> None:
    one = Delivery(outcome="again", reason=reason)
    assert say_delivery(one.outcome, one.reason, one.detail, "en").endswith(".")
    assert say_delivery(one.outcome, one.reason, one.detail, "zh").startswith("暂时没有发出")


def test_the_other_sides_word_is_in_it() -> None:
    said = say_delivery("refused", "refused_by_server", "SMTP 550 no such user", "en")
    assert said == (
        "The channel refuses it for good: the other side refused it: SMTP 550 no such user."
    )
