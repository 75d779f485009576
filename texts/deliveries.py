"""What became of a message that was handed to a channel, and why."""

from typing import Final

from texts.catalogue import Entry, Language

OUTCOMES: Final = {
    "delivered": Entry(zh="渠道已接收", en="The channel has taken it"),
    "refused": Entry(zh="渠道拒收，不会再试", en="The channel refuses it for good"),
    "again": Entry(zh="暂时没有发出，可以再试", en="Not sent for now; it may be tried again"),
    "unknown": Entry(
        zh="不知道是否送达", en="Whether it was delivered could not be confirmed or denied"
    ),
}
"""By the outcome of a delivery."""

REASONS: Final = {
    "unknown_channel": Entry(
        zh="没有这个渠道；现有：{detail}", en="there is no such channel; there are: {detail}"
    ),
    "no_contact": Entry(
        zh="此人没有联系方式，而该渠道需要",
        en="the person has no contact, and the channel needs one",
    ),
    "bad_contact": Entry(
        zh="联系方式或渠道的 URL 不能用于该服务",
        en="the service cannot use the contact, or the channel's URL",
    ),
    "refused_by_server": Entry(zh="对方拒收：{detail}", en="the other side refused it: {detail}"),
    "rejected": Entry(zh="对方没有接受：{detail}", en="the other side did not accept it: {detail}"),
    "unavailable": Entry(zh="连接不上：{detail}", en="it cannot be reached: {detail}"),
    "busy": Entry(
        zh="该渠道正在发送的消息都没有回音",
        en="the channel still waits for messages before this one",
    ),
    "timed_out": Entry(zh="发出后没有回音：{detail}", en="no answer came to it: {detail}"),
    "internal": Entry(
        zh="程序出错（{detail}），详见日志",
        en="a fault of ours ({detail}); the log has more",
    ),
    "not_written": Entry(zh="无法写入文件：{detail}", en="the file cannot be written: {detail}"),
}
"""Why, by the reason of a delivery; `detail` is what the other side said."""


def say_delivery(outcome: str, reason: str | None, detail: str, language: Language) -> str:
    """What became of a message, in one sentence.

    Raises KeyError for a code without a text: a bug, not a user's fault.
    """
    said = OUTCOMES[outcome].in_(language)
    if reason is not None:
        why = REASONS[reason].in_(language).format_map({"detail": detail or "–"})
        said += f"：{why}" if language == "zh" else f": {why}"
    return said + ("。" if language == "zh" else ".")


FATES: Final = {
    "waiting": Entry(zh="待发", en="waiting"),
    "nobody": Entry(zh="无人登记，无法送达", en="nobody is registered to be told"),
    "untrue": Entry(zh="已不必说，未发", en="no longer true, not said"),
    "sending": Entry(zh="正在发送", en="being sent"),
    "sent": Entry(zh="已发出", en="sent"),
    "failed": Entry(zh="未发出，将再试", en="not sent, to be tried again"),
    "undeliverable": Entry(zh="无法送达", en="undeliverable"),
    "unconfirmed": Entry(zh="发过两次，均未能确认", en="sent twice, never confirmed"),
    "void": Entry(zh="已不必说，未发", en="no longer true, not said"),
}
"""By the outcome of a line in a delivery log."""


def say_fate(outcome: str, language: Language) -> str:
    """What became of a notice. Raises KeyError for an outcome without a text: a bug."""
    return FATES[outcome].in_(language)
