"""The sentences stand in the code in Chinese; survey/translations holds their English, complete and compiled."""

import re

from babel.messages.mofile import read_mo

from scripts.translations import CATALOGUE, read_catalogue, sentences_in_use, written

ENGLISH = [message for message in read_catalogue() if message.id]


def chinese(message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id


def test_every_sentence_has_its_english_and_nothing_else_is_kept():
    """Where this fails: python scripts/translations.py, then write what it names into messages.po."""
    translated = {chinese(m) for m in ENGLISH if all(written(m))}
    assert translated == {chinese(m) for m in sentences_in_use() if m.id}


def test_the_compiled_catalogue_is_up_to_date():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert {m.id: m.string for m in compiled if m.id} == {m.id: m.string for m in ENGLISH if all(written(m))}


def test_both_languages_name_the_same_facts():
    def facts(text):
        return set(re.findall(r"%\(\w+\)\w|%%", text))

    unlike = [chinese(m) for m in ENGLISH for text in written(m) if text and facts(text) != facts(chinese(m))]
    assert unlike == []


def test_no_english_is_a_guess_and_none_of_it_is_chinese():
    assert [chinese(m) for m in ENGLISH if m.fuzzy] == []
    assert [chinese(m) for m in ENGLISH if re.search("[\u3000-\u303f一-鿿！-～]", "".join(written(m)))] == []


def test_a_page_is_english_when_asked_and_stays_so(client, community):
    assert "No wish list is open" in client.get("/?lang=en").text
    assert "No wish list is open" in client.get("/").text
    assert "现在没有正在收集的心愿清单" in client.get("/?lang=zh").text
