from collections.abc import Iterable
from dataclasses import dataclass

import zxingcpp

from survey import print as paper
from survey import slip_codes, slip_serials, wording
from survey.consent import closing_in_chinese
from survey.models import Community, WishList
from survey.operations.slips import Secret


@dataclass(frozen=True)
class SlipText:
    """What every slip of a list says, apart from its building and its secret."""

    title: str
    community: str
    closing: str
    base_url: str


def text_of(wish_list: WishList, community: Community, base_url: str) -> SlipText:
    name = (
        f"{community.name}（{wording.paper.DEMONSTRATION_ON_PAPER}）" if community.is_demonstration else community.name
    )
    return SlipText(wish_list.title, name, closing_in_chinese(wish_list.closes_at), base_url)


def slips_pdf(text: SlipText, building: str, secrets: Iterable[Secret]) -> bytes:
    facts = {
        "title": text.title,
        "community": text.community,
        "building": building,
        "address": text.base_url,
        "until": wording.paper.SLIP["until"] % {"closing": text.closing},
        **{name: wording.paper.SLIP[name] for name in ("scan", "or_type", "change", "keep", "qr_says", "stub", "lost")},
        "slips": [on_paper(text, secret) for secret in secrets],
    }
    return paper.typeset("slips.typ", facts)


def on_paper(text: SlipText, secret: Secret) -> dict[str, str]:
    return {
        "code": slip_codes.printed(secret.code),
        "qr": qr(text.base_url, secret.token),
        "serial": slip_serials.printed(secret.serial),
    }


def qr(base_url: str, token: str) -> str:
    """The token stands behind a #, so that it is never sent to a server or written in its log."""
    code = zxingcpp.create_barcode(f"{base_url}/wish#{token}", zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    return code.to_svg(add_quiet_zones=False)
