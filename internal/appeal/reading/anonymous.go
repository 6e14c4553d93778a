package reading

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/redact"
)

// nobody stands where a name stood.
const nobody = "某某"

// introduced are the words by which people give a name, with what follows them.
var introduced = regexp.MustCompile(`((?:我叫|本人叫|(?:姓名|联系人|法人代表|法定代表人|负责人|经办人|举报人|投诉人|反映人)(?:是|为|[：:]) ?))([\p{Han}]{2,3})([，,。；;、（(\s：:0-9]|$|电话|手机|身份证)`)

// titled is a surname with what people are called by; a word of two characters
// before it would take in ordinary words.
var titled = regexp.MustCompile(`([赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤罗毕郝邬安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛米贝明臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍虞万柯卢莫房丁邓洪石崔龚程裴陆翁段侯武刘龙叶黎白蒲赖卓屠蒙乔谭申冉桑桂牛边尚温庄柴瞿阎廖终][\p{Han}]{0,2}?)(先生|女士|小姐|师傅)`)

// mail and account name people as numbers do.
var mail = regexp.MustCompile(`[A-Za-z0-9._%+-]{2,}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)

// contact is a number behind the words that announce one, whatever its length.
var contact = regexp.MustCompile(`((?:微信|QQ|qq|电话|手机|座机|身份证号?码?|卡号|账号|车牌)[号码]?[：:是为， ]{0,3})[A-Za-z0-9_\-]{5,30}`)

// Anonymous returns a text from which a model may be trained and which may be
// shown to whoever trains it: without the names given, without the numbers of
// persons, and without what people say of themselves behind "我叫" and the like.
// Names that nothing announces cannot be told from other words and may stay; the
// text is therefore kept sealed all the same.
func Anonymous(text string, names []string) string {
	for _, name := range names {
		if name = strings.TrimSpace(name); utf8.RuneCountInString(name) >= 2 {
			text = strings.ReplaceAll(text, name, nobody)
		}
	}
	text = introduced.ReplaceAllString(text, "${1}"+nobody+"${3}")
	text = titled.ReplaceAllString(text, nobody+"${2}")
	text = mail.ReplaceAllString(text, "***")
	text = contact.ReplaceAllString(text, "${1}***")
	return redact.Text(text)
}
