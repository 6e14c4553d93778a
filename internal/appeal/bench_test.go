package appeal_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/seal"
)

// inboxRows is how many cases the inbox is measured with.
const inboxRows = 1_000_000

// fill makes cases up as a city has them after some years: nearly all are closed,
// 160 departments and 2,400 people have worked on them.
func fill(b *testing.B, s *appeal.Service, n int) {
	b.Helper()
	random := rand.New(rand.NewPCG(7, 7))
	now := s.Clock.Now()
	const columns = `id, number, source_system, source_no, channel, received_at, kind, topic, urgency, text_sealed, place_sealed, place_code,
		division, uscc, claimed, account, name_sealed, phone_sealed, phone_index, anonymous, confidential, accused, recorded_by, secret_hash, state, complex, lead, lead_staff, due_at,
		suspended, supervised, returns, redos, reopens, deliberation, ground, closing, closed_at, confirmation, reopen_until, main, before_merge, version`
	const partColumns = `id, case_id, role, department, staff, direct, state, sent_at, sent_by, clause_sealed, suggested, reason_sealed, answer_sealed`
	var cases, parts, changes []any
	rows, shares, seq := 0, 0, 0
	flush := func(ctx context.Context) {
		for _, one := range []struct {
			insert string
			rows   int
			args   *[]any
		}{
			{`INSERT INTO appeal_case (` + columns + `) VALUES ` + db.PlaceholderRows(rows, 43), rows, &cases},
			{`INSERT INTO appeal_part (` + partColumns + `) VALUES ` + db.PlaceholderRows(shares, 13), shares, &parts},
			{`INSERT INTO appeal_change (case_id, seq) VALUES ` + db.PlaceholderRows(rows, 2), rows, &changes},
		} {
			if one.rows > 0 {
				_, err := s.DB.Exec(ctx, one.insert, *one.args...)
				require.NoError(b, err)
			}
			*one.args = (*one.args)[:0]
		}
		rows, shares = 0, 0
	}
	for seq < n {
		require.NoError(b, s.DB.InTx(b.Context(), func(ctx context.Context) error {
			for range min(20_000, n-seq) {
				seq++
				id := kernel.NewID()
				received := now.Add(-time.Duration(n-seq) * time.Minute)
				state, due := "closed", db.Time{}
				if random.IntN(12) == 0 || n-seq < 2000 {
					state = []string{"received", "accepted", "dispatched", "in_hand", "replied", "read"}[random.IntN(6)]
					due = db.At(now.Add(time.Duration(random.IntN(400)-100) * time.Hour))
				}
				lead := random.IntN(160)
				staff := fmt.Sprintf("s%d", lead*15+random.IntN(15))
				sealed, err := s.Seal.Seal(seal.Place{Table: "appeal_case", Column: "text", Row: id}, tale(random))
				if err != nil {
					return err
				}
				accused := ""
				if random.IntN(20) == 0 {
					accused = fmt.Sprintf("d%d", random.IntN(160))
				}
				cases = append(cases, id, fmt.Sprintf("SQ20260302-%07d", seq), "", "", []string{"hotline", "qr", "portal", "counter"}[random.IntN(4)], db.At(received),
					[]string{"consult", "suggest", "complain", "help", "report"}[random.IntN(5)], "", []string{"normal", "normal", "urgent"}[random.IntN(3)], sealed, "", "",
					fmt.Sprintf("3901%02d%03d000", random.IntN(12), random.IntN(20)), fmt.Sprintf("91370102MA%08d", random.IntN(200_000)), false, "", "", "", "", true, false,
					accused, fmt.Sprintf("s%d", random.IntN(2400)), "", state, false, fmt.Sprintf("d%d", lead), staff, due,
					random.IntN(50) == 0, false, 0, 0, 0, false, "", "", db.Time{}, "", db.Time{}, "", "", 1)
				rows++
				changes = append(changes, id, seq)
				for k := range 1 + random.IntN(10)/9*2 {
					live := map[bool]string{true: "ended", false: "taken"}[state == "closed"]
					parts = append(parts, kernel.NewID(), id, map[bool]string{true: "lead", false: "co_handler"}[k == 0], fmt.Sprintf("d%d", (lead+k)%160), staff,
						false, live, db.At(received), "zhao", "", "", "", "")
					shares++
				}
				if rows == 400 {
					flush(ctx)
				}
			}
			flush(ctx)
			_, err := s.DB.Exec(ctx, `UPDATE appeal_mark SET seq = ?`, seq)
			return err
		}))
	}
	if s.DB.Engine() == db.Postgres {
		_, err := s.DB.Exec(b.Context(), `ANALYZE`)
		require.NoError(b, err)
	}
}

// phrases are what made-up reports are written with.
var phrases = strings.Fields(`园区门口 路灯 坏了 一个月 晚上 工人 下班 看不清 请修理 物业 停水 停电 地下车库 消防通道 被占用 施工 噪音 渣土车 夜间 扰民
	营业执照 变更 窗口 排队 材料 不齐 一次性告知 没有 补贴 资金 迟迟 不到账 申报 系统 打不开 验证码 收不到 社保 缴费 基数 公积金 税务 发票 额度 不够 银行 贷款
	担保 利率 高新技术 企业 认定 复审 专家 现场 检查 整改 通知 环保 排污 许可 延期 用地 手续 规划 红线 拆迁 补偿 合同 工程款 拖欠 农民工 工资 公交 线路 调整 员工
	宿舍 食堂 燃气 报装 宽带 资费 快递 柜 占道 井盖 丢失 绿化 树枝 遮挡 信号灯 路口 斑马线 孩子 入学 学位 医院 挂号 疫苗 口岸 通关 退税 商标 侵权 投诉 平台 店铺 关停`)

func tale(random *rand.Rand) string {
	var b strings.Builder
	for range 24 + random.IntN(24) {
		b.WriteString(phrases[int(math.Abs(random.NormFloat64())*40)%len(phrases)])
		if random.IntN(12) == 0 { // a name
			fmt.Fprintf(&b, "%c%c路，", 0x4E00+random.IntN(400), 0x4E00+random.IntN(400))
		}
	}
	return b.String()
}

// spread is how long calls took.
type spread []time.Duration

func (s *spread) time(call func()) {
	started := time.Now()
	call()
	*s = append(*s, time.Since(started))
}

func (s spread) at(share float64) float64 {
	slices.Sort(s)
	return float64(s[int(share*float64(len(s)-1))].Microseconds()) / 1000
}

// BenchmarkInbox measures pages and trays of an inbox of a million cases for every
// reach a role can have, at rest and while cases are being changed.
func BenchmarkInbox(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) { benchInbox(b, engine) })
	}
}

func benchInbox(b *testing.B, engine db.Engine) {
	d := dbtest.Open(b, engine)
	s, _, _ := nodes(b, d)
	started := time.Now()
	fill(b, s, inboxRows)
	b.Logf("%d cases made up in %v", inboxRows, time.Since(started).Round(time.Second))
	roles := []struct {
		name string
		who  context.Context
	}{
		{"centre (all)", person(b, "zhao", "d0", "", kernel.ReachAll)},
		{"unit (department and below)", person(b, "s30", "d2", "", kernel.ReachDepartmentSubtree)},
		{"grid officer (own)", person(b, "s17", "d1", "", kernel.ReachOwn)},
		{"district (division)", person(b, "li", "d4", "390102", kernel.ReachDivisionSubtree)},
	}
	started = time.Now()
	_, err := s.Trays(roles[0].who)
	require.NoError(b, err)
	b.Logf("trays of the centre in SQL, before anything is loaded: %v", time.Since(started).Round(time.Millisecond))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	started = time.Now()
	require.NoError(b, s.WarmInbox(b.Context()))
	took := time.Since(started)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("loaded in %v, %d MiB", took.Round(100*time.Millisecond), (after.HeapAlloc-before.HeapAlloc)>>20)
	for b.Loop() {
		for _, busy := range []bool{false, true} {
			stop := func() {}
			if busy {
				stop = changing(b, s)
			}
			for _, role := range roles {
				lists, trays, words, alike := asked(b, s, role.who)
				b.Logf("| %s | %s | %t | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |", engine, role.name, busy,
					lists.at(.5), lists.at(.95), trays.at(.5), trays.at(.95), words.at(.5), words.at(.95), alike.at(.5), alike.at(.95))
			}
			stop()
		}
	}
}

// asked turns pages of random lists, counts trays, searches and looks for what is alike as one person.
func asked(b *testing.B, s *appeal.Service, who context.Context) (lists, trays, words, alike spread) {
	random := dice{rand.New(rand.NewPCG(3, 3)), s.Clock.Now(), nil}
	sight, err := s.Sight(who, appeal.PermRead)
	require.NoError(b, err)
	for range 200 {
		f := appeal.Filter{ByDue: random.IntN(2) == 0}
		switch random.IntN(6) {
		case 0:
			f.State = pick(random, appeal.States...)
		case 1:
			f.Kind, f.Channel = appeal.Help, appeal.ByQR
		case 2:
			f.Lead, f.Urgency = fmt.Sprintf("d%d", random.IntN(160)), appeal.Urgent
		case 3:
			f.USCC = fmt.Sprintf("91370102MA%08d", random.IntN(200_000))
		case 4:
			f.Number = fmt.Sprintf("SQ20260302-%07d", random.IntN(inboxRows))
		}
		box, page := pick(random, appeal.Boxes...), kernel.Page{Limit: 50}
		for range 2 {
			lists.time(func() {
				found, err := s.Inbox(who, box, f, page)
				require.NoError(b, err)
				page.After = found.Next
			})
			if page.After == "" {
				break
			}
		}
		trays.time(func() {
			_, err := s.Trays(who)
			require.NoError(b, err)
		})
		search := pick(random, phrases...)
		if random.IntN(2) == 0 {
			search += " " + pick(random, phrases...)
		}
		words.time(func() {
			_, err := s.Inbox(who, pick(random, appeal.BoxAll, appeal.BoxDepartment), appeal.Filter{Words: search, ByDue: f.ByDue}, kernel.Page{Limit: 50})
			require.NoError(b, err)
		})
		report := pick(random, phrases...) + pick(random, phrases...) + pick(random, phrases...)
		alike.time(func() {
			_, err := s.Alike(who, sight, report, 150)
			require.NoError(b, err)
		})
	}
	return lists, trays, words, alike
}

// changing changes cases, a hundred a second, until it is stopped.
func changing(b *testing.B, s *appeal.Service) (stop func()) {
	everyone := person(b, "zhao", "d0", "", kernel.ReachAll)
	found, err := s.Inbox(everyone, appeal.BoxAll, appeal.Filter{}, kernel.Page{Limit: 100})
	require.NoError(b, err)
	ctx, cancel := context.WithCancel(context.WithoutCancel(b.Context()))
	var group sync.WaitGroup
	group.Go(func() {
		beat := time.NewTicker(10 * time.Millisecond)
		defer beat.Stop()
		for i := 0; ; i++ {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
			}
			c := found.Items[i%len(found.Items)]
			c.Urgency = []appeal.Urgency{appeal.Normal, appeal.Urgent}[i/len(found.Items)%2]
			if err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.Update(ctx, c) }); err != nil && ctx.Err() == nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
	})
	return func() { cancel(); group.Wait() }
}
