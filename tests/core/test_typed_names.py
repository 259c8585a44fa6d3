"""Which name stands on the report when it was typed so."""

import pytest

from bot.core.typed_names import has_letters_for, tidy_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ana 😀", "Ana"),
        ("Ann ♥\ufe0e", "Ann"),
        ("😀 Ana ❤️ Lee", "Ana Lee"),
        ("Ana👩🏽‍⚕️Lee", "Ana Lee"),
        ("Zoë 🇬🇷 Παπαδοπούλου", "Zoë Παπαδοπούλου"),
        ("Ana 1️⃣", "Ana 1"),
        ("Ana & Söhne®", "Ana & Söhne®"),
        ("  Ana\n Lee ", "Ana Lee"),
    ],
)
def test_a_smile_beside_a_name_is_left_out(typed: str, name: str):
    assert tidy_name(typed) == name
    assert has_letters_for(name)


def test_of_smiles_alone_no_name_is_left():
    assert tidy_name("😀👍🏽") == ""


def test_letters_that_the_page_has_not_are_never_left_out():
    assert tidy_name("山田 Ana") == "山田 Ana"
    assert not has_letters_for("山田 Ana")
