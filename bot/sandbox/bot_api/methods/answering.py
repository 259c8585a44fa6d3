"""answerCallbackQuery."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.world.callbacks import CallbackAnswer
from bot.sandbox.world.world import World


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """answerCallbackQuery: once per tap."""
    answer = CallbackAnswer(arguments.text("text"), arguments.flag("show_alert"), arguments.text("url"))
    tap = world.taps.answer(arguments.text("callback_query_id"), answer, world.monotonic())
    event = {"event": "answer", "query_id": tap.query_id, "message_id": tap.message_id}
    event |= {"text": answer.text, "show_alert": answer.show_alert}
    if answer.url:
        event["url"] = answer.url
    world.tell(world.chats[tap.chat_id], event)
    return True
