"""The terminal says where the demonstration is and who can sign in."""

from shop.demonstration.accounts import COLLEAGUES, CUSTOMER, PASSWORD, PIN
from shop.demonstration.introduction import introduction


def test_everybody_who_can_sign_in_is_named_with_what_it_takes():
    said = introduction("http://127.0.0.1:8000")

    lines = said.splitlines()
    for colleague in COLLEAGUES:
        (line,) = [line for line in lines if colleague.email in line]
        assert colleague.name in line
    assert any(all(word in line for word in CUSTOMER) for line in lines)
    assert PASSWORD in said
    assert PIN in said
    assert "http://127.0.0.1:8000/demo" in said
    assert max(map(len, lines)) <= 100
