"""Whatever is typed as an address is taken or refused in words."""

import pytest
from hypothesis import HealthCheck, example, given, provisional, settings
from hypothesis import strategies as st

from raconteur.models.connection import host_and_port
from raconteur.models.outbound import Outbound
from raconteur.services import connections
from raconteur.services.acting import Acting, Visitor
from raconteur.services.connections import Terms
from raconteur.services.errors import Invalid
from raconteur.services.sealing import Seals

TERMS = Terms(Seals(["s" * 40]), Outbound())
hosts = st.one_of(
    st.ip_addresses().map(lambda each: f"[{each}]" if each.version == 6 else str(each)),
    st.integers(0, 2**32).map(str),
    st.integers(0, 2**32).map(hex),
    provisional.domains(),
    st.text("0123456789abcdefx.:[]@%-_", max_size=30),
    st.text(max_size=20),
)
addresses = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP://", "http:/", "ftp://", " http://", "//"]),
        hosts,
        st.sampled_from(["", ":80", ":443", ":0", ":", ":5432", ":99999", ":x"]),
        st.sampled_from(["", "/v1", "/v1/", "?a", "#a", "/../x", "/\\x", "//"]),
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(addresses, st.sampled_from(["administrator", "writer"]))
@example("http://\x00", "administrator")
@example("http://[v1.x]/", "administrator")
def test_and_what_is_taken_from_a_writer_leads_outwards(
    acting: Acting, url: str, role: str
) -> None:
    who = Acting(
        *(acting.session, Visitor(acting.user_id, role=role), acting.ring, acting.publish),
        acting.models,
    )
    try:
        made = connections.add(who, TERMS, {"label": "Mine", "url": url, "key": "k"})
    except Invalid:
        acting.session.rollback()
        return
    connections.remove(who, made.id)
    host, port = host_and_port(made.url)
    assert made.url.startswith(("http://", "https://", "HTTP://"))
    if role == "writer":
        assert port in (80, 443)
        TERMS.outbound.insist_on_host(host, port)


@pytest.mark.parametrize("url", ["https://[KWz.}P", "http://a]", "http://[::1", "http://[v1.x]"])
def test_brackets_that_hold_no_address_are_refused(acting: Acting, url: str) -> None:
    with pytest.raises(Invalid):
        connections.add(acting, TERMS, {"label": "Mine", "url": url})


@pytest.mark.parametrize(
    "written", ["https://api.example.com/v1/", " https://api.example.com/v1\n"]
)
def test_an_address_is_kept_without_what_surrounds_it(acting: Acting, written: str) -> None:
    made = connections.add(acting, TERMS, {"label": "Mine", "url": written})
    assert made.url == "https://api.example.com/v1"
