"""Causes (宣传主题) and icons (图标): what a campaign is for, and the pictures it may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongshi.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping


class Cause(Word):
    """Cause (宣传主题) of a campaign: what it is for; each has its drawing and colours."""

    TOILET = "toilet_civility", "文明如厕", "厕所革命", "厕所文明"
    CLEAN_PLATE = "clean_plate", "光盘行动", "光盘", "节约粮食", "制止餐饮浪费"
    HAND_WASHING = "hand_washing", "正确洗手", "洗手", "手卫生", "勤洗手"
    WATER = "saving_water", "节约用水", "节水"
    ELECTRICITY = "saving_electricity", "节约用电", "节电"
    WIRING = "electrical_safety", "用电安全", "安全用电"
    TRAFFIC = "traffic_safety", "交通安全", "平安出行"
    FIRE = "fire_safety", "消防安全", "防火"
    SAFETY = "safety", "校园安全", "安全教育", "平安校园"
    READING = "reading", "书香校园", "阅读", "读书"
    GREENING = "greening", "绿化护绿", "爱绿护绿", "绿化"
    SORTING = "waste_sorting", "垃圾分类"
    MANNERS = "manners", "文明礼仪", "文明校园", "礼仪"


class Design(Word):
    """Design (海报设计): how a campaign's poster is composed; every cause may have each."""

    WAVE = "wave", "水波", "波浪"
    TABLE = "table", "餐桌"
    SLOPE = "slope", "斜坡"
    PICTURES = "pictures", "大图", "图画"
    PATH = "path", "小路", "步步走"
    FIGURE = "figure", "大数字", "数字"
    BANNER = "banner", "大标语", "大字标语"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cause is shown: its usual design, its drawing of `art/`, the colours of its ground.

    `colour` is the name of a ground that the poster library and the stylesheet know.
    """

    design: Design
    art: str
    colour: str


LOOKS: Mapping[Cause, Look] = {
    Cause.TOILET: Look(Design.WAVE, "toilet", "teal"),
    Cause.CLEAN_PLATE: Look(Design.TABLE, "plate", "leaf"),
    Cause.HAND_WASHING: Look(Design.SLOPE, "hand-washing", "sky"),
    Cause.WATER: Look(Design.SLOPE, "tap", "sky"),
    Cause.ELECTRICITY: Look(Design.SLOPE, "bulb", "night"),
    Cause.WIRING: Look(Design.SLOPE, "plug", "night"),
    Cause.TRAFFIC: Look(Design.SLOPE, "traffic-light", "night"),
    Cause.FIRE: Look(Design.SLOPE, "fire-extinguisher", "flame"),
    Cause.SAFETY: Look(Design.SLOPE, "shield", "night"),
    Cause.READING: Look(Design.SLOPE, "book", "plum"),
    Cause.GREENING: Look(Design.SLOPE, "tree", "leaf"),
    Cause.SORTING: Look(Design.SLOPE, "bin", "leaf"),
    Cause.MANNERS: Look(Design.SLOPE, "queue", "plum"),
}


class Icon(Word):
    """Icon (图标) beside a behaviour; its code is the name of a file of `assets/icons`."""

    QUEUE = "human-queue", "排队", "有序"
    TOILET = "toilet", "冲水", "马桶", "厕所"
    PAPER = "paper-roll", "厕纸", "用纸", "手纸", "卷纸"
    BIN = "trash-can", "垃圾桶", "垃圾"
    RECYCLE = "recycle", "回收", "分类"
    HAND_WASH = "hand-wash", "洗手"
    LOTION = "lotion-plus", "洗手液", "肥皂"
    HEART = "heart", "爱心", "尊重"
    HANDSHAKE = "handshake", "互助", "礼让"
    FRIENDS = "account-group", "同伴", "大家"
    QUIET = "volume-off", "安静", "轻声"
    DROP = "water", "水滴", "节水"
    TAP = "faucet", "水龙头"
    NO_WATER = "water-off", "关水"
    BULB = "lightbulb", "灯", "开灯"
    BULB_OFF = "lightbulb-off", "关灯"
    PLUG = "power-plug", "插头", "插座"
    PLUG_OFF = "power-plug-off", "拔插头", "断电"
    AIR = "air-conditioner", "空调"
    THERMOMETER = "thermometer", "温度计", "温度"
    RICE = "rice", "米饭"
    BOWL = "bowl-mix", "饭碗", "碗"
    SOUP = "pot-steam", "热汤", "汤"
    CUTLERY = "silverware-fork-knife", "餐具", "吃饭"
    TRAY = "room-service", "餐盘", "托盘"
    CLEAN = "silverware-clean", "光盘", "吃干净"
    SCALE = "scale", "称重", "秤"
    FRUIT = "food-apple", "水果"
    SPROUT = "sprout", "幼苗", "珍惜"
    LEAF = "leaf", "树叶", "绿叶"
    TREE = "tree", "树"
    BOOK = "book-open-variant", "书", "阅读"
    SHELF = "bookshelf", "书架"
    WRENCH = "wrench", "扳手", "报修", "维修"
    BROOM = "broom", "扫帚", "打扫"
    SPRAY = "spray-bottle", "喷壶", "消毒"
    NO_CARVING = "pencil-off", "不刻画", "不涂画"
    NO_CAMERA = "camera-off", "不拍照"
    PRIVACY = "door-closed", "关门", "隐私"
    WALK = "walk", "慢行", "步行"
    RUN = "run-fast", "奔跑"
    BIKE = "bike", "自行车", "骑车"
    BUS = "bus-school", "校车"
    LIGHTS = "traffic-light", "红绿灯"
    SEATBELT = "seatbelt", "安全带"
    HELMET = "racing-helmet", "头盔"
    FIRE = "fire", "火", "火源"
    EXTINGUISHER = "fire-extinguisher", "灭火器"
    ALARM = "smoke-detector", "烟感", "报警器"
    EXIT = "exit-run", "疏散", "安全出口"
    PHONE = "phone", "电话"
    CHAT = "chat", "说话", "告诉老师"
    CLOCK = "clock-outline", "时间", "时钟"
    STAR = "star", "星星", "榜样"
    THUMB = "thumb-up", "点赞"
    SHIELD = "shield-check", "盾牌", "安全"
    CHECK = "check-bold", "对勾", "做到"
    HAPPY = "emoticon-happy", "笑脸"


DRAWINGS: Mapping[Icon, str] = {
    Icon.QUEUE: "queue",
    Icon.TOILET: "flush",
    Icon.PAPER: "paper-roll",
    Icon.BIN: "basket",
    Icon.RECYCLE: "bin",
    Icon.HAND_WASH: "hand-washing",
    Icon.LOTION: "soap",
    Icon.HEART: "heart",
    Icon.HANDSHAKE: "friends",
    Icon.FRIENDS: "friends",
    Icon.QUIET: "quiet",
    Icon.DROP: "drop",
    Icon.TAP: "tap",
    Icon.NO_WATER: "tap",
    Icon.BULB: "bulb",
    Icon.BULB_OFF: "bulb-off",
    Icon.PLUG: "socket",
    Icon.PLUG_OFF: "plug",
    Icon.THERMOMETER: "thermometer",
    Icon.RICE: "rice",
    Icon.BOWL: "bowl",
    Icon.SOUP: "bowl",
    Icon.TRAY: "tray",
    Icon.CLEAN: "plate",
    Icon.SCALE: "scale",
    Icon.FRUIT: "fruit",
    Icon.SPROUT: "sprout",
    Icon.LEAF: "greens",
    Icon.TREE: "tree",
    Icon.BOOK: "book",
    Icon.WRENCH: "wrench",
    Icon.BROOM: "broom",
    Icon.NO_CARVING: "pencil-off",
    Icon.PRIVACY: "door",
    Icon.WALK: "footprints",
    Icon.HELMET: "helmet",
    Icon.BUS: "bus",
    Icon.LIGHTS: "traffic-light",
    Icon.FIRE: "flame",
    Icon.EXTINGUISHER: "fire-extinguisher",
    Icon.EXIT: "exit",
    Icon.PHONE: "phone",
    Icon.CHAT: "chat",
    Icon.CLOCK: "clock",
    Icon.STAR: "star",
    Icon.SHIELD: "shield",
    Icon.HAPPY: "face-laughing",
}
"""The drawings of `art/` for icons, where a poster shows them large; the others stay icons."""
