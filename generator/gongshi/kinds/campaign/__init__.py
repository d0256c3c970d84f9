"""Campaign (宣传活动): what a school asks of everyone for a while, and what came of it.

`words` are the causes and the icons a file may name, `results` the figures week by week, `model`
what a file may say, `showing` what its page and poster receive.
"""

from gongshi.kinds.campaign.model import Activity, Behaviour, Campaign, RoleModel
from gongshi.kinds.campaign.results import Direction, Series
from gongshi.kinds.campaign.words import Cause, Design, Icon

__all__ = [
    "Activity",
    "Behaviour",
    "Campaign",
    "Cause",
    "Design",
    "Direction",
    "Icon",
    "RoleModel",
    "Series",
]
