package replycheck_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/reading/replycheck"
)

const asked = "我公司在麦溪工业园，门口的路灯坏了一个月，员工下夜班很不安全，请问什么时候能修好？"

func TestAReplyThatDoesNotAnswerIsToldWhy(t *testing.T) {
	t.Parallel()
	for reply, kind := range map[string]replycheck.Kind{
		"您好！您的留言已收悉。感谢您的关注！":                    replycheck.OnlyReceipt,
		"您好！您反映的问题已转交相关部门办理，请耐心等待回复。2026年11月2日": replycheck.OnlyHandedOn,
		"您好，您的来信收悉，我办已责成区城管局调查处理。谢谢！":           replycheck.OnlyHandedOn,
		"您好！现将有关情况回复如下：":                        replycheck.Empty,
		"": replycheck.Empty,
		"尊敬的企业：您好！感谢您对我们工作的理解与支持。祝您生活愉快！":                             replycheck.Empty,
		"您好！您反映的事项不属于我局职责范围，建议您向区城管局反映。":                              replycheck.TurnsAway,
		"您好，" + "根据纳税申报规定，小规模企业季度销售额低于三十万元免征增值税，需要登录电子税务局填写申报表并按期提交。": replycheck.OffTheMatter,
	} {
		list := replycheck.Check(asked, reply)
		require.NotEmpty(t, list, reply)
		assert.Equal(t, kind, list[0].Kind, reply)
		assert.Equal(t, kind == replycheck.TurnsAway, replycheck.Answers(list), reply)
		assert.NotEmpty(t, list[0].Words)
		assert.NotEmpty(t, kind.Label())
		for _, a := range list {
			assert.Equal(t, a.Sentence, string([]rune(reply)[a.From:a.To]), "the sentence is marked where it stands")
		}
	}
}

func TestAnAnswerPassesWhateverCourtesyIsAroundIt(t *testing.T) {
	t.Parallel()
	for _, reply := range []string{
		"您好！您的留言已收悉，已转城管局办理。经现场查看，麦溪工业园门口三盏路灯的电缆被挖断，已于11月3日修复。感谢您的支持！",
		"园区路灯已经全部修复，当晚已恢复照明。",
		"根据《市政设施管理条例》，该路段的路灯由园区管委会负责，我局已与其对接，11月10日前修好。",
	} {
		list := replycheck.Check(asked, reply)
		assert.True(t, replycheck.Answers(list), "%s: %v", reply, list)
		assert.Empty(t, list, reply)
	}
}

func TestAPromiseWithoutADateIsMarked(t *testing.T) {
	t.Parallel()
	for reply, promise := range map[string]string{
		"经查看，园区门口路灯的电缆被挖断。我局将尽快安排施工队修复。感谢监督！": "我局将尽快安排施工队修复",
		"路灯电缆已经找到断点，近期完成修复":                   "路灯电缆已经找到断点，近期完成修复",
		"经查看，园区路灯的电缆被挖断。我局将在11月10日前完成修复。":     "",
		"经查看，园区路灯的电缆被挖断。三个工作日内安排修复。":          "",
		"园区路灯已经修复。我们将进一步加强管理。":                "",
		"园区路灯已经修复。如果再坏，我们将及时处理。":              "",
	} {
		list := replycheck.Check(asked, reply)
		if promise == "" {
			assert.Empty(t, list, reply)
			continue
		}
		require.Len(t, list, 1, reply)
		assert.Equal(t, replycheck.UndatedPromise, list[0].Kind)
		assert.Equal(t, promise, list[0].Sentence)
		assert.Equal(t, promise, string([]rune(reply)[list[0].From:list[0].To]))
		assert.True(t, replycheck.Answers(list), "it does answer")
	}
}

// judged counts how the check and people who judged replies agree on those of one
// half: the rules were fitted on the first, the second was only counted.
func judged(t testing.TB, half int) (found, wrong, missed, passed int) {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "tickets", "replies.jsonl"))
	if err != nil {
		t.Skipf("SKIPPED, real data is absent: %v", err)
	}
	defer func() { require.NoError(t, f.Close()) }()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for n := 0; s.Scan(); n++ {
		var row struct {
			Subject, Detail, Reply string
			Good                   int `json:"explainable_syu"`
		}
		require.NoError(t, json.Unmarshal(s.Bytes(), &row))
		if n%2 != half {
			continue
		}
		answers := replycheck.Answers(replycheck.Check(row.Subject+row.Detail, row.Reply))
		switch {
		case !answers && row.Good == 0:
			found++
		case !answers:
			wrong++
		case row.Good == 0:
			missed++
		default:
			passed++
		}
	}
	require.NoError(t, s.Err())
	return found, wrong, missed, passed
}

func TestTheCheckAgreesWithPeopleWhoJudgedReplies(t *testing.T) {
	t.Parallel()
	found, wrong, missed, passed := judged(t, 1)
	require.Greater(t, float64(found)/float64(found+missed), 0.8)
	require.Greater(t, float64(found)/float64(found+wrong), 0.7)
	require.Greater(t, passed, 900)
}

// BenchmarkJudged prints the rows of docs/benchmarks.md.
//
//	go test -run '^$' -bench Judged -benchtime 1x ./internal/appeal/reading/replycheck
func BenchmarkJudged(b *testing.B) {
	for b.Loop() {
		for half, name := range []string{"looked at while the rules were written", "only counted"} {
			found, wrong, missed, passed := judged(b, half)
			p, r := float64(found)/float64(found+wrong), float64(found)/float64(found+missed)
			all := found + wrong + missed + passed
			fmt.Printf("\n| %s | %d | %d | %d | %d | %.3f | %.3f | %.3f | %.3f |\n", name, all, found+missed, found, wrong, p, r, 2*p*r/(p+r), float64(found+passed)/float64(all))
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(asked, "您好！已转相关部门办理。")
	f.Fuzz(func(t *testing.T, text, reply string) {
		for _, a := range replycheck.Check(text, reply) {
			require.Equal(t, a.Sentence, string([]rune(reply)[a.From:a.To]))
		}
	})
}
