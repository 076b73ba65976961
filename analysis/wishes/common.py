"""The codebook that ships with Xinyuan: what residents of many communities wish for, in words of our own. A start, to
be edited: a community that adds its own words is served better than by any list made elsewhere."""

from __future__ import annotations

from analysis.wishes.codebook import Codebook, Theme

# Each theme: id, label, English label, art forms and words of activities; below it the words of wishes.
_THEMES = """
dance-noise | 广场舞的时间和声音 | Square dancing: hours and noise |
    广场舞 音响 声音小点 扰民 太吵 八点半 早点结束 孩子要睡觉 喇叭 噪音 音量
dance | 跳舞和舞蹈队 | Dance | DANCE 舞
    舞蹈队 交谊舞 学跳舞 跳舞 民族舞 扇子舞 教舞 健身操
opera | 戏曲和评剧 | Chinese opera | OPERA 戏
    评剧 豫剧 京剧 越剧 黄梅戏 戏曲 唱戏 听戏 票友 老戏 剧团
comedy | 相声小品快板 | Crosstalk, skits, clapper talk | SKIT CROSSTALK CLAPPER_TALK 相声 小品 快板
    相声 小品 快板 喜剧 笑一笑 曲艺 说书 评书
chorus | 合唱和唱歌 | Singing | CHORUS 合唱 唱
    合唱 唱歌 老歌 红歌 卡拉OK 歌咏 声乐 唱错
music | 乐器和民乐 | Music | MUSIC 民乐 音乐
    二胡 笛子 古筝 葫芦丝 乐器 民乐 音乐会 吹拉弹唱 电子琴
calligraphy | 书法绘画 | Calligraphy and painting | CALLIGRAPHY 书法 画
    书法 毛笔 国画 画画 绘画 练字 笔墨
couplets | 写春联和过年 | Spring couplets and New Year | 春联
    春联 福字 过年 春节 拜年 年货 对联 窗花
festival | 传统节日 | Festivals | FESTIVAL 元宵 端午 中秋 重阳 粽子
    元宵 灯会 灯笼 猜灯谜 端午 包粽子 粽子 中秋 月饼 重阳 清明 腊八 包饺子
lecture | 讲座通俗些 | Talks in plain words | LECTURE 讲座
    讲座 大白话 字放大 听得懂 讲慢点 讲课 科普
health | 健康和义诊 | Health | 健康 义诊 急救
    义诊 量血压 血糖 体检 医生 养生 中医 健康讲座 看病 按摩 膝盖 心理
first-aid | 急救和消防 | First aid and fire | 急救 消防
    急救 心肺复苏 消防 灭火器 逃生 演练
fraud | 防骗 | Beating fraud | 诈骗 防骗
    防骗 诈骗 上当 骗子 养老钱 保健品 反诈
phone | 手机和智能设备 | Smartphones | 手机
    手机 微信 挂号 视频通话 网上缴费 智能机 电脑 扫码 打车软件
weekend | 周末和晚上办 | Weekends and evenings |
    周末 上班的 下班 晚上办 夜班 双休日 星期天 时间晚一点 放假
season | 天气和地点 | Weather and place |
    挪到屋里 室内 太热 太冷 下雨 树荫 冬天 遮阳 空调
seats | 桌椅和设施 | Seats and equipment |
    椅子 桌子 凳子 长椅 健身器材 器材 设施 亭子 加盏灯 路灯 饮水 厕所
table-tennis | 乒乓球和羽毛球 | Table tennis, badminton | 乒乓
    乒乓球 球台 羽毛球 球拍 打球
ball | 篮球足球场地 | Ball games and courts | SPORTS 球
    篮球 足球 球场 场地 门球 排球 球赛
kids | 孩子们的活动 | Children | 亲子 少儿 暑期
    孩子 儿童 少儿 亲子 小朋友 暑期班 暑假 托管 写作业 娃 小学生 带娃
exercise | 太极和健步走 | Tai chi and walking | 太极 八段锦 健步走
    太极 八段锦 健步走 散步 晨练 气功 瑜伽 跑步 徒步 锻炼
games | 棋牌 | Board games and cards | BOARD_GAME 棋
    象棋 围棋 下棋 打牌 扑克 麻将 棋牌 五子棋
film | 电影 | Films | FILM 电影
    电影 露天电影 老片子 放映 影院
reading | 读书和图书室 | Reading | READING 读书 故事
    读书 图书 看书 书屋 阅览室 借书 故事会 报纸
handicraft | 手工 | Handicraft | HANDICRAFT 剪纸 编织
    剪纸 编织 毛线 手工 十字绣 插花 缝纫 做香囊 陶艺
garden | 养花种菜 | Gardening | 种花
    种花 养花 花苗 种菜 绿植 多肉 阳台 盆栽
photo | 摄影和短视频 | Photography | 摄影
    摄影 拍照 照相 短视频 相机 全家福
cooking | 做菜和面点 | Cooking | 百家宴
    做菜 厨艺 面点 蒸馒头 烘焙 美食 百家宴
trips | 组织出游 | Trips | OUTING 一日游 出游
    出游 一日游 旅游 植物园 爬山 郊游 踏青 公园 博物馆 参观 大巴 采摘
meals | 老年餐和食堂 | Meals for the elderly | 敬老宴
    食堂 送餐 老年餐 助餐 吃饭 饭菜 做饭 菜软 少放盐 敬老宴
alone | 独居和腿脚不便的老人 | Living alone, walking badly |
    独居 一个人住 探望 陪聊 腿脚不好 轮椅 上门 接一接 孤寡 送饺子 残疾 行动不便
haircut | 理发 | Haircuts | 理发
    理发 剪头 剪发 理发师
repair | 维修和磨刀 | Repairs | 维修
    维修 修家电 磨刀 修伞 修鞋 配钥匙 修理 家电
swap | 旧物交换 | Swapping | 旧物
    旧书 旧玩具 旧衣服 换一换 旧物 跳蚤市场 交换 闲置 二手 捐
neighbours | 邻居相识 | Neighbours | 邻里
    邻居 邻里 互相认识 聚会 联谊 相亲 茶话会 聊天 街坊
team | 招新人和登台 | Joining in and going on stage |
    招新人 报名 登台 队伍 志愿者 排练 比赛 表演 演出 新人
notice | 通知和报名 | Notices |
    通知 贴一张 公告 不知道有活动 早点通知 群里 宣传栏 单元门口贴 告示
law | 法律和办事 | Law and errands | 法律
    法律 律师 咨询 纠纷 办证 社保 医保 房产 赡养 遗嘱
waste | 垃圾分类和卫生 | Waste and cleanliness |
    垃圾 分类 垃圾桶 卫生 打扫 臭 乱扔 清理 蚊子
parking | 停车和充电 | Parking and charging |
    停车 车位 充电桩 充电 电动车 占道 乱停 飞线
lift | 电梯和楼道 | Lifts and stairs |
    电梯 楼道 加装 扶手 杂物 堆物 漏水 屋顶 下水道
pets | 宠物 | Pets |
    狗 宠物 遛狗 狗绳 狗屎 流浪猫 猫
safety | 治安和门禁 | Safety |
    门禁 保安 监控 小偷 治安 巡逻 安全 高空抛物
property | 物业和绿化 | Property management |
    物业 绿化 物业费 修剪 草坪 树 维护
thanks | 感谢和支持 | Thanks |
    谢谢居委会 支持 辛苦 挺好 满意 办什么都 表扬 都挺好
"""


def _theme(heading: str, keywords: str) -> Theme:
    id, label, label_en, activities = (cell.strip() for cell in heading.split("|"))
    return Theme(id, label, label_en, tuple(keywords.split()), tuple(activities.split()))


_LINES = _THEMES.strip().splitlines()
COMMON: Codebook = tuple(map(_theme, _LINES[::2], _LINES[1::2]))
