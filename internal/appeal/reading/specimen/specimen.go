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

//go:embed frames.tsv
var frameLines string

// frame puts a thing (一件事), a problem (一个难处) or a word for a topic into the
// words of a kind. § stands for it, € for the firm. A trouble that is only told is
// a request for help (求助); a complaint (投诉) is about how somebody behaved, a
// report (举报) about a wrong that is to be looked into.
type frame struct {
	kind string
	of   string // "thing", "problem" or "word"
	text []string
}

func frames() []frame {
	var out []frame
	for _, line := range strings.Split(strings.TrimSpace(frameLines), "\n")[1:] {
		columns := strings.Split(line, "\t")
		out = append(out, frame{columns[0], columns[1], strings.Split(columns[2], "|")})
	}
	return out
}

var firms = []string{
	"我公司", "我们厂", "本企业", "我单位", "我店", "园区里的一家小厂", "我们合作社", "我们这家做机械加工的企业", "我们做餐饮的", "我们物流公司",
	"一家软件公司", "我们个体户",
}

var openings = []string{
	"", "", "", "", "您好！", "领导好，", "尊敬的领导：", "我是一家企业的负责人，", "我们在渚前街道，", "我公司在麦溪镇工业二路，", "去年底搬到锦帆大道以后，", "位于石矶路的厂房里，",
	"你好，我单位有六十多名员工，", "我们公司成立三年，主要做零部件加工，", "园区管理方让我们打这个电话，", "今年以来，", "我在附近开店，",
}

var endings = []string{"", "", "", "", "谢谢。", "谢谢领导！", "盼复！", "请尽快答复。", "望重视。", "急，请回电。", "感谢。", "麻烦了。"}

// All returns the same appeals each time: every phrase of every topic in some of
// the frames that fit it.
func All() []Appeal {
	random := rand.New(rand.NewPCG(2026, 11))
	frames := frames()
	var out []Appeal
	for i, line := range strings.Split(strings.TrimSpace(matters), "\n") {
		columns := strings.Split(line, "\t")
		if i == 0 || len(columns) != 4 {
			continue
		}
		for column, of := range []string{"thing", "problem", "word"} {
			for _, phrase := range strings.Split(columns[column+1], ";") {
				for _, f := range frames {
					if f.of == of && random.IntN(5) < 2 {
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
