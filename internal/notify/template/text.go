package template

import (
	"fmt"
	htmltemplate "html/template"
	"maps"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Content is the words of one reason for one channel. Which parts a channel uses
// is in the table parts.
type Content struct {
	// Title is the title in-app and the subject of a mail.
	Title string `json:"title"`
	Text  string `json:"text"`
	// HTML is the other form of a mail. Variables are escaped in it.
	HTML string `json:"html"`
	// Template is the id of a template message as the official account has it;
	// without one the reason does not go out through WeChat.
	Template string `json:"template"`
	// Fields are those of the template message.
	Fields []channel.Field `json:"fields"`
}

// Rendered is a message with its variables filled in.
type Rendered struct {
	Title, Text, HTML, Template string
	Fields                      []channel.Field
}

// Lengths of the parts, in characters. An SMS of up to 70 characters is one
// message to the carrier, longer ones count as several of 67 (3GPP TS 23.040);
// carriers here end at 500.
const (
	maxTitle  = 60
	maxBody   = 1000
	maxSMS    = 500
	maxHTML   = 20000
	maxFields = 10
	maxField  = 200
	oneSMS    = 70
	partOfSMS = 67
	// maxSignature is the longest 【signature】 with its brackets.
	maxSignature = 20
)

// Segments returns how many messages a carrier makes of a text.
func Segments(text string) int {
	n := utf8.RuneCountInString(text)
	if n <= oneSMS {
		return 1
	}
	return (n + partOfSMS - 1) / partOfSMS
}

// ErrContent is returned, with a field for each part, for words that cannot be
// used.
var ErrContent = errs.New(errs.Invalid, "notify.template_invalid", "模板有误，没有保存。请按提示修改后再保存。")

// part is one text of a Content.
type part struct {
	name, label, text string
	longest           int
	optional          bool
}

func (c Content) parts(kind channel.Kind) []part {
	switch kind {
	case channel.InApp:
		return []part{{"title", "标题", c.Title, maxTitle, false}, {"text", "正文", c.Text, maxBody, false}}
	case channel.SMS:
		return []part{{"text", "正文", c.Text, maxSMS - maxSignature, false}}
	case channel.Mail:
		return []part{{"title", "主题", c.Title, maxTitle, false}, {"text", "正文", c.Text, maxBody, false}, {"html", "网页正文", c.HTML, maxHTML, true}}
	case channel.WeCom:
		return []part{{"text", "正文", c.Text, maxBody, false}}
	case channel.WeChat:
		list := []part{}
		for i, f := range c.Fields {
			list = append(list, part{fmt.Sprintf("fields[%d].value", i), f.Name, f.Value, maxField, false})
		}
		return list
	}
	return nil
}

// Check refuses words that the channel cannot carry or that use what the reason
// does not give. It fails with ErrContent.
func Check(r Reason, kind channel.Kind, c Content) error {
	var fields []errs.Field
	refuse := func(name, msg string) { fields = append(fields, errs.Field{Path: "body." + name, Msg: msg}) }
	values, err := r.Values(r.Samples())
	if err != nil {
		return err
	}
	for _, p := range c.parts(kind) {
		if strings.TrimSpace(p.text) == "" {
			if !p.optional {
				refuse(p.name, p.label+"不能为空。")
			}
			continue
		}
		if problem := closed(p.text, r); problem != "" {
			refuse(p.name, p.label+"："+problem)
			continue
		}
		filled, err := fill(p.text, values, p.name == "html")
		if err != nil {
			refuse(p.name, p.label+"读不懂，请检查花括号是否成对。")
		} else if n := utf8.RuneCountInString(filled); n > p.longest {
			refuse(p.name, fmt.Sprintf("%s按示例填好后有 %d 个字，最多 %d 个。", p.label, n, p.longest))
		}
	}
	if kind == channel.WeChat {
		checkFields(c, refuse)
	}
	if fields != nil {
		return ErrContent.With(fields...)
	}
	return nil
}

func checkFields(c Content, refuse func(name, msg string)) {
	if len(c.Fields) > maxFields {
		refuse("fields", fmt.Sprintf("字段最多 %d 个。", maxFields))
	}
	seen := map[string]bool{}
	for i, f := range c.Fields {
		if f.Name == "" || seen[f.Name] || len(f.Name) > 32 {
			refuse(fmt.Sprintf("fields[%d].name", i), "字段要有名称，且不能重复。")
		}
		seen[f.Name] = true
	}
}

// closed says in Chinese what in a text is more than words and known variables,
// empty if nothing is.
func closed(text string, r Reason) string {
	parsed, err := texttemplate.New("").Parse(text)
	if err != nil {
		return "读不懂，请检查花括号是否成对。"
	}
	if len(parsed.Templates()) > 1 || parsed.Tree == nil {
		return "只能写文字和变量。"
	}
	for _, node := range parsed.Tree.Root.Nodes {
		switch n := node.(type) {
		case *parse.TextNode:
		case *parse.ActionNode:
			name, ok := variable(n)
			if !ok {
				return "只能写文字和变量，变量写作 {{.名称}}。"
			}
			if !slices.ContainsFunc(r.Variables, func(v Variable) bool { return v.Name == name }) {
				return "没有变量 " + name + "。"
			}
		default:
			return "只能写文字和变量。"
		}
	}
	return ""
}

// variable returns the name in {{.name}}.
func variable(n *parse.ActionNode) (string, bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 1 {
		return "", false
	}
	field, ok := n.Pipe.Cmds[0].Args[0].(*parse.FieldNode)
	if !ok || len(field.Ident) != 1 {
		return "", false
	}
	return field.Ident[0], true
}

func fill(text string, values map[string]string, html bool) (string, error) {
	var out strings.Builder
	if html {
		parsed, err := htmltemplate.New("").Option("missingkey=error").Parse(text)
		if err != nil {
			return "", err
		}
		err = parsed.Execute(&out, values)
		return out.String(), err
	}
	parsed, err := texttemplate.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		return "", err
	}
	err = parsed.Execute(&out, values)
	return out.String(), err
}

// Render fills the words of a reason for a channel. It fails for words that Check
// would refuse and for values that the reason does not have.
func Render(r Reason, kind channel.Kind, c Content, given map[string]string) (Rendered, error) {
	values, err := r.Values(given)
	if err != nil {
		return Rendered{}, err
	}
	out := Rendered{Template: c.Template}
	for i, p := range c.parts(kind) {
		if p.text == "" {
			continue
		}
		filled, err := fill(p.text, values, p.name == "html")
		if err != nil {
			return Rendered{}, fmt.Errorf("render %s for %s: %w", r.Key, kind, err)
		}
		switch {
		case kind == channel.WeChat:
			out.Fields = append(out.Fields, channel.Field{Name: c.Fields[i].Name, Value: filled})
		case p.name == "title":
			out.Title = filled
		case p.name == "text":
			out.Text = filled
		case p.name == "html":
			out.HTML = filled
		}
	}
	if kind == channel.SMS {
		out.Text = cut(out.Text, maxSMS-maxSignature)
	}
	return out, nil
}

func cut(text string, longest int) string {
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest-1]) + "…"
}

// Shipped returns the words of a reason for a channel as they come with the
// program; false when it is not meant for the channel.
func Shipped(r Reason, kind channel.Kind) (Content, bool) {
	if !r.Meant(kind) {
		return Content{}, false
	}
	w := shipped[r.Key]
	switch kind {
	case channel.InApp:
		return Content{Title: w.title, Text: w.text}, true
	case channel.Mail:
		return Content{Title: w.title, Text: w.text, HTML: "<p>" + w.text + "</p>"}, true
	case channel.WeChat:
		// Each official account has templates of its own; the id comes with them.
		return Content{Fields: []channel.Field{{Name: "thing1", Value: w.title}, {Name: "thing2", Value: w.short}}}, true
	}
	return Content{Text: w.short}, true
}

// words are the shipped words of one reason: a title, a text, and one short
// enough for a single SMS.
type words struct{ title, text, short string }

// Keys returns the keys of every reason with shipped words, for tests.
func Keys() []string { return slices.Sorted(maps.Keys(shipped)) }

var shipped = map[string]words{
	Code: {"验证码", "验证码 {{.code}}，{{.minutes}} 分钟内有效。如非本人操作，请忽略。", "验证码 {{.code}}，{{.minutes}} 分钟内有效。如非本人操作，请忽略。"},
	Invited: {
		"{{.enterprise}} 邀请您成为经办人",
		"{{.who}} 邀请您为 {{.enterprise}} 办事。请打开对方发给您的邀请链接，或扫邀请二维码，接受或谢绝。如不认识对方，请不要理会。",
		"{{.who}}邀请您为{{.enterprise}}办事，请打开对方给您的链接办理。如不认识，请勿理会。",
	},
	InvitationAccepted: {
		"{{.who}} 已成为 {{.enterprise}} 的经办人",
		"{{.who}} 接受了邀请，现在可以为 {{.enterprise}} 办事。如不是您邀请的，请在“经办人”里收回授权。",
		"{{.who}}已成为{{.enterprise}}的经办人。如有疑问请登录核对。",
	},
	PasswordReset: {
		"您的密码已被重设",
		"您的密码在 {{.at}} 被重设，原来的登录已全部退出。如不是您申请的，请马上告诉系统管理员。",
		"您的密码于{{.at}}被重设。如非本人申请，请马上告诉管理员。",
	},
	NewDevice: {
		"您的账号在新设备上登录",
		"{{.at}}，您的账号在一台没有用过的设备上登录，网络地址 {{.address}}。如不是您本人，请退出那台设备并修改密码。",
		"您的账号于{{.at}}在新设备上登录。如非本人，请马上处理。",
	},
	Revealed: {
		"{{.enterprise}} 的联系方式被查看",
		"{{.at}}，{{.who}} 查看了 {{.enterprise}} 的联系方式，理由：{{.why}}。在“谁看过我的数据”里可以看到全部记录。",
		"{{.who}}于{{.at}}查看了贵企业的联系方式。",
	},
	HandoverReceived: {
		"{{.who}} 向您移交了 {{.count}} 件工作",
		"{{.who}} 手上的 {{.count}} 件工作已移交给您，请查看并接着办理。",
		"{{.who}}向您移交了{{.count}}件工作，请登录查看。",
	},
	ExportWaiting: {
		"{{.who}} 申请导出{{.what}}",
		"{{.who}} 申请导出{{.what}}，共 {{.count}} 行，等您审批。",
		"{{.who}}申请导出{{.what}}，等您审批。",
	},
	ProposalWaiting: {
		"{{.who}} 提出一项变更，等您确认",
		"{{.who}} 提出：{{.what}}。需要您确认后才会生效。",
		"{{.who}}提出一项变更，等您确认。",
	},
	ImportFinished: {
		"“{{.file}}”已导入",
		"“{{.file}}”已导入：新增 {{.created}} 家，更新 {{.updated}} 家。",
		"“{{.file}}”已导入，新增{{.created}}、更新{{.updated}}。",
	},
	NewlyEligible: {
		"{{.enterprise}} 有 {{.count}} 项政策可以享受",
		"经比对，{{.enterprise}} 新符合 {{.count}} 项政策的条件：{{.measures}}。点开可以看到每一项的条件、能得到什么和怎么办。",
		"{{.enterprise}}新符合{{.count}}项政策的条件：{{.measures}}。请登录查看怎么办。",
	},
	NearMiss: {
		"{{.enterprise}} 离 {{.count}} 项政策只差一步",
		"{{.measures}}。补上资料或达到条件后就可能享受，点开可以看到差在哪里。",
		"{{.enterprise}}离{{.count}}项政策只差一步，请登录查看。",
	},
	VisitList: {
		"有 {{.count}} 家企业新符合政策，等您上门",
		"您负责的片区里有 {{.count}} 家企业新符合政策条件。名单已经列好，可以打印带着上门。",
		"您的片区有{{.count}}家企业新符合政策，名单已列好。",
	},
	Subscribed: {
		"您订阅的内容有 {{.count}} 项新政策",
		"有 {{.count}} 项新政策与 {{.enterprise}} 订阅的内容相符：{{.measures}}。点开可以看到每一项的条件、能得到什么和怎么办。",
		"{{.enterprise}}订阅的内容有{{.count}}项新政策：{{.measures}}。请登录查看。",
	},
	ReviewDue: {
		"请复核：{{.policy}}",
		"您负责的“{{.policy}}”需要复核，原因：{{.why}}。请点开核对，改正内容或确认无误。",
		"您负责的“{{.policy}}”需要复核：{{.why}}。",
	},
	AppealWork: {
		"诉求等您办理：{{.number}}",
		"诉求 {{.number}} {{.what}}。请点开办理。",
		"诉求{{.number}}{{.what}}，请及时办理。",
	},
	AppealTerm: {
		"诉求时限提醒：{{.number}}",
		"诉求 {{.number}} {{.what}}，{{.at}} 到期。请抓紧办理，确需更多时间的请提前申请延期。",
		"诉求{{.number}}{{.what}}，{{.at}}到期，请抓紧办理。",
	},
	AppealSorting: {
		"诉求分拣：{{.what}}",
		"诉求分拣：{{.what}}。请点开查看。",
		"诉求分拣：{{.what}}，请登录查看。",
	},
	AppealProgress: {
		"您的诉求有了进展",
		"您的诉求 {{.number}}：{{.what}}。点开可以查看全部进展。",
		"您的诉求{{.number}}：{{.what}}。",
	},
	CalendarMissing: {
		"{{.year}} 年的放假安排还没有录入",
		"{{.year}} 年的放假安排还没有录入，有 {{.count}} 个期限要算到这一年，现在只按周一至周五计算，可能不准。请在“时限与日历”里录入。",
		"{{.year}}年的放假安排还没有录入，有{{.count}}个期限涉及，请录入。",
	},
}
