package mandate

import (
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Line is one line of a letter of authority.
type Line struct{ Label, Text string }

// letter returns the letter of authority: 民法典 art. 165 asks for the name of
// the agent, the matters, the powers and the period; art. 169 forbids the agent
// to pass them on unless the principal agrees.
func letter(firm, uscc, agent string, matters []account.Matter, endsAt time.Time) []Line {
	if agent == "" {
		agent = "您本人（姓名在下面填写）"
	}
	names := make([]string, len(matters))
	for i, m := range matters {
		names[i] = m.Name()
	}
	last := civil.Of(endsAt.Add(-time.Microsecond).In(civil.Beijing))
	return []Line{
		{"委托人", fmt.Sprintf("%s（统一社会信用代码 %s）", firm, uscc)},
		{"受托人", agent},
		{"代理事项", strings.Join(names, "、")},
		{"权限", "在上述事项范围内，以委托人的名义在本系统查看、填写和提交，由委托人承担责任。不得转托他人。"},
		{"期限", "自接受时起，至 " + last.Chinese() + "止。委托人和受托人都可以提前结束。"},
	}
}
