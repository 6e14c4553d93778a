package specimen

import (
	_ "embed"
	"math/rand/v2"
	"strings"
)

// Appeal is a made-up text with what is right for it.
type Appeal struct {
	Text, Kind, Topic string
	// Phrase is what the text was made around, and Frame what was put around that.
	// Texts of one phrase share the wording of their topic, texts of one frame that
	// of their kind: whoever judges by them keeps back the whole of one.
	Phrase, Frame string
}

//go:embed matters.tsv
var matters string

// frame puts a thing (一件事) or a problem (一个难处) into the words of a kind. §
// stands for it, € for the firm.
type frame struct {
	kind string
	of   string // "thing", "problem" or "word"
	text []string
}

var frames = []frame{
	{"consult", "thing", []string{
		"请问§怎么办理？", "咨询一下§需要准备哪些材料，到哪里办？", "€想了解§的条件和流程。", "§要多长时间能办好，收不收费？",
		"想问问§现在还能不能申请，申请期限到什么时候？", "€第一次办，不清楚§归哪个部门管，麻烦告知。", "您好，关于§，有没有最新的规定？",
		"§的标准是什么，€符合吗？", "能否解答一下§的具体要求？", "请问€这种情况可以办§吗？",
	}},
	{"consult", "problem", []string{
		"§，请问该怎么办，找哪个部门？", "想咨询：§，这种情况有没有规定？", "§，这样合规吗？请告知依据。", "遇到§，请问可以通过什么途径处理？",
	}},
	{"suggest", "thing", []string{
		"建议简化§的流程，减少企业跑动次数。", "希望政府能进一步优化§，让中小企业也用得上。", "关于§，提一点建议：把标准公开，统一口径。",
		"建议把§放到线上，一次办结。", "€建议有关部门多组织§方面的宣讲。", "能不能考虑在园区设一个点，专门负责§？", "建议增加§的名额，放宽门槛。",
	}},
	{"consult", "word", []string{
		"请问§方面有什么规定？", "€想问§的事，找谁？", "咨询§。", "您好，§的问题请教一下，怎么处理？",
	}},
	{"suggest", "word", []string{"建议在§方面多想办法。", "对§工作提个建议，希望采纳。", "建议完善§的管理，改进服务。"}},
	{"complain", "word", []string{"投诉§的问题，一直得不到解决。", "§的事没有人管，太让人失望了。", "€对§很不满，投诉多次无果。"}},
	{"help", "word", []string{"€在§上遇到难题，请帮忙。", "§的事请帮助解决。", "因为§，€的经营受到影响，恳请协调。"}},
	{"report", "word", []string{"举报有人在§上弄虚作假。", "举报§方面的违法行为。"}},
	{"suggest", "problem", []string{
		"§，建议有关部门研究一个长效办法。", "现在不少企业都碰到§，希望能从制度上完善。", "针对§的情况，建议尽早统筹规划。",
	}},
	{"complain", "problem", []string{
		"我要投诉：§，多次反映都没有人管。", "§，打了好几次电话互相推诿，非常不满。", "对§这件事很不满意，要求给一个说法。", "投诉！§，工作人员态度冷淡，敷衍了事。",
		"§，说好的答复一拖再拖，€要投诉到底是谁在管。", "§，严重影响€的正常经营，强烈要求整改。",
	}},
	{"help", "problem", []string{
		"€遇到困难：§，恳请政府帮助协调解决。", "§，企业快撑不下去了，盼望有关部门伸手帮一把。", "求助：§，请尽快派人来看看。", "§，€几十号人等着，请领导帮忙想想办法。",
		"€实在没有办法了，§，请求协调。", "§，麻烦帮忙解决，谢谢！",
	}},
	{"report", "problem", []string{
		"举报：§，请依法查处。", "反映一条线索，§，涉嫌违法，请有关部门核查。", "实名举报，§，有照片和录像为证。", "匿名举报：§，请为我保密，务必严查。",
		"有人长期这样干：§，希望执法部门突击检查。",
	}},
}

var firms = []string{
	"我公司", "我们厂", "本企业", "我单位", "我店", "园区里的一家小厂", "我们合作社", "我们这家做机械加工的企业", "我们做餐饮的", "我们物流公司",
	"一家软件公司", "我们个体户",
}

var openings = []string{
	"", "", "", "您好！", "领导好，", "尊敬的领导：", "我是一家企业的负责人，", "我们在渚前街道，", "我公司在麦溪镇工业二路，", "去年底搬到锦帆大道以后，", "位于石矶路的厂房里，",
}

var endings = []string{"", "", "", "谢谢。", "盼复！", "请尽快答复。", "望重视。", "急，请回电。"}

// All returns the same appeals each time: every phrase of every topic in some of
// the frames that fit it.
func All() []Appeal {
	random := rand.New(rand.NewPCG(2026, 11))
	var out []Appeal
	for i, line := range strings.Split(strings.TrimSpace(matters), "\n") {
		columns := strings.Split(line, "\t")
		if i == 0 || len(columns) != 4 {
			continue
		}
		for column, of := range []string{"thing", "problem", "word"} {
			for _, phrase := range strings.Split(columns[column+1], ";") {
				for _, f := range frames {
					if f.of == of && (of != "word" || random.IntN(5) < 2) {
						words := f.text[random.IntN(len(f.text))]
						out = append(out, Appeal{Text: said(random, words, phrase), Kind: f.kind, Topic: columns[0], Phrase: phrase, Frame: words})
					}
				}
			}
		}
	}
	return out
}

// said fills a frame and puts what people say before and after it.
func said(random *rand.Rand, frame, phrase string) string {
	firm := firms[random.IntN(len(firms))]
	body := strings.NewReplacer("§", phrase, "€", firm).Replace(frame)
	return openings[random.IntN(len(openings))] + body + endings[random.IntN(len(endings))]
}
