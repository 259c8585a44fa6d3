"""Who is in a chat, and who goes."""

import pytest

from bot.sandbox import Chat, Person, SandboxServer
from tests.sandbox.conftest import Bot


@pytest.fixture
def group(sandbox: SandboxServer, ada: Person) -> Chat:
    """A group that Ada has made and Bob has written in."""
    made = sandbox.group(-100)
    ada.send("welcome", chat=made)
    sandbox.person("Bob", 77).send("hello", chat=made)
    return made


async def test_a_private_chat_has_two_members(bot: Bot, ada: Person):
    assert await bot.call("getChatMemberCount", chat_id=ada.person_id) == 2
    member = await bot.call("getChatMember", chat_id=ada.person_id, user_id=ada.person_id)
    assert (member["status"], member["user"]["first_name"]) == ("member", "Ada")
    words = await bot.refused("getChatAdministrators", chat_id=ada.person_id)
    assert words == "Bad Request: there are no administrators in the private chat"
    words = await bot.refused("getChatMember", chat_id=ada.person_id, user_id=5)
    assert words == "Bad Request: member not found"
    words = await bot.refused("leaveChat", chat_id=ada.person_id)
    assert words == "Bad Request: chat member status can't be changed in private chats"


async def test_a_group_belongs_to_whoever_wrote_first(
    bot: Bot, group: Chat, ada: Person, sandbox: SandboxServer
):
    assert await bot.call("getChatMemberCount", chat_id=-100) == 3
    [owner] = await bot.call("getChatAdministrators", chat_id=-100)
    assert (owner["status"], owner["user"]["id"], owner["is_anonymous"]) == ("creator", ada.person_id, False)
    sandbox.person("Cy", 78)
    statuses = {77: "member", 78: "left", ada.person_id: "creator", sandbox.world.bot.user_id: "member"}
    for user_id, status in statuses.items():
        assert (await bot.call("getChatMember", chat_id=-100, user_id=user_id))["status"] == status
    assert (
        await bot.refused("getChatMember", chat_id=-100, user_id=5) == "Bad Request: PARTICIPANT_ID_INVALID"
    )
    assert await bot.refused("getChatMember", chat_id=-100) == "Bad Request: invalid user_id specified"


async def test_an_administrator_throws_out_and_lets_in(bot: Bot, group: Chat, ada: Person):
    bob = {"chat_id": -100, "user_id": 77}
    words = await bot.refused("banChatMember", **bob)
    assert words == "Bad Request: not enough rights to restrict/unrestrict chat member"
    group.bot_is_administrator = True
    assert await bot.call("banChatMember", **bob) is True
    assert (await bot.call("getChatMember", **bob))["status"] == "kicked"
    assert await bot.call("getChatMemberCount", chat_id=-100) == 2
    assert await bot.call("unbanChatMember", **bob) is True
    assert (await bot.call("getChatMember", **bob))["status"] == "member"
    words = await bot.refused("banChatMember", chat_id=-100, user_id=ada.person_id)
    assert words == "Bad Request: can't remove chat owner"
    words = await bot.refused("banChatMember", chat_id=ada.person_id, user_id=ada.person_id)
    assert words == "Bad Request: can't ban members in private chats"


async def test_an_administrator_deletes_what_others_wrote(bot: Bot, group: Chat):
    place = {"chat_id": -100, "message_id": next(iter(group.messages))}
    assert await bot.refused("deleteMessage", **place) == "Bad Request: message can't be deleted"
    group.bot_is_administrator = True
    assert await bot.call("deleteMessage", **place) is True


async def test_whoever_leaves_can_write_no_more(bot: Bot, group: Chat):
    assert await bot.call("leaveChat", chat_id=-100) is True
    [update] = await bot.call("getUpdates", offset=-1)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "left"
    answer = await bot.answer("sendMessage", chat_id=-100, text="a")
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert (answer["error_code"], answer["description"]) == (403, words)


async def test_profile_photos(bot: Bot, ada: Person):
    photos = await bot.call("getUserProfilePhotos", user_id=ada.person_id)
    assert photos == {"total_count": 0, "photos": []}
    assert await bot.refused("getUserProfilePhotos", user_id=5) == "Bad Request: user not found"


@pytest.mark.parametrize("method", ["logOut", "close"])
async def test_there_is_no_other_server_to_move_to(bot: Bot, method: str):
    assert await bot.call(method) is True
    assert await bot.call("getMe")
