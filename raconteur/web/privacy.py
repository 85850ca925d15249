"""`/api/privacy`: what leaves the machine, and to whom."""

from apiflask import APIBlueprint
from flask import current_app

from raconteur.services import privacy
from raconteur.services.privacy import Policy
from raconteur.web.acting import acting
from raconteur.web.docs import problems_of
from raconteur.web.schemas.privacy import OutboundOut, PrivacyOut, RetentionOut

routes = APIBlueprint("privacy", __name__, url_prefix="/api/privacy", tag="Settings")

POLICY = "RACONTEUR_POLICY"


@routes.get("")
@routes.output(PrivacyOut)
@routes.doc(operation_id="getPrivacy", responses=problems_of())
def read() -> PrivacyOut:
    """Who is told what and when, and how long things are kept. Nobody counts anything elsewhere."""
    policy: Policy = current_app.config[POLICY]
    told = privacy.outbound(acting(), policy)
    return PrivacyOut(
        outbound=[OutboundOut.model_validate(each) for each in told],
        retention=RetentionOut.model_validate(policy.kept),
        telemetry=False,
    )
