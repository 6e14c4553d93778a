package intake_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
)

func TestAVisitorGetsANumberAndASecretThatOpenTheProgress(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		f := b.visitor(t)
		_, err := b.Files.Add(t.Context(), f.Ticket, photo(t))
		require.NoError(t, err)
		r, err := b.Report(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, r.Secret, 12)
		require.Equal(t, appeal.ByBox, r.Channel)

		p, err := b.ProgressProved(t.Context(), strings.ToLower(r.Number), " "+strings.ToLower(r.Secret[:6])+" "+r.Secret[6:])
		require.NoError(t, err, "typed as people type it")
		require.Equal(t, "企业服务中心已收到，11月20日 22:00前告诉您是否受理，最迟11月27日答复您。", p.Now)
		require.Len(t, p.Files, 1)
		require.Equal(t, "照片1.jpg", p.Files[0].Name)
		require.Equal(t, []string{"add", "withdraw"}, p.Can)
		opened, err := b.FileProved(t.Context(), r.Number, r.Secret, p.Files[0].ID)
		require.NoError(t, err)
		require.NoError(t, opened.Content.Close())

		for _, wrong := range [][2]string{{r.Number, "AAAAAAAAAAAA"}, {"SQ20261120-99999", r.Secret}, {r.Number, ""}, {"", ""}} {
			_, err := b.ProgressProved(t.Context(), wrong[0], wrong[1])
			require.ErrorIs(t, err, appeal.ErrSecret, "the same words for whatever is wrong")
			_, err = b.FileProved(t.Context(), wrong[0], wrong[1], p.Files[0].ID)
			require.ErrorIs(t, err, appeal.ErrSecret)
		}
	})
}

func TestADoubleTapMakesOneCase(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		f := b.visitor(t)
		var wait sync.WaitGroup
		receipts := make([]intake.Receipt, 4)
		faults := make([]error, 4)
		for i := range receipts {
			wait.Go(func() { receipts[i], faults[i] = b.Report(t.Context(), f) })
		}
		wait.Wait()
		require.NoError(t, errors.Join(faults...))
		for _, r := range receipts[1:] {
			require.Equal(t, receipts[0].Number, r.Number)
			require.Equal(t, receipts[0].Secret, r.Secret, "the one whose answer got lost has the secret too")
		}
		f.Text += "另外还有一件事。"
		_, err := b.Report(t.Context(), f)
		require.ErrorIs(t, err, attachment.ErrUsed)
		_, err = b.Report(t.Context(), intake.Form{Ticket: "NOBODYDREWTHISTICKET", Text: story, Anonymous: true})
		require.ErrorIs(t, err, attachment.ErrTicket)
	})
}

func TestWhatIsWrittenIsCheckedFieldByField(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for field, spoil := range map[string]func(*intake.Form){
		"body.text":    func(f *intake.Form) { f.Text = "坏了" },
		"body.name":    func(f *intake.Form) { f.Name = "" },
		"body.phone":   func(f *intake.Form) { f.Phone = "12345" },
		"body.place":   func(f *intake.Form) { f.Place = strings.Repeat("路", 201) },
		"body.accused": func(f *intake.Form) { f.Accused = "old" },
	} {
		f := b.visitor(t)
		spoil(&f)
		_, err := b.Report(t.Context(), f)
		require.Equal(t, []string{field}, fieldsOf(t, err))
	}
	f := b.visitor(t)
	f.Anonymous = true
	r, err := b.Report(t.Context(), f)
	require.NoError(t, err)
	require.Empty(t, r.Reporter.Name+r.Reporter.Phone, "who wants to stay unknown leaves nothing, whatever the form held")
}

func TestWhatIsDealtWithElsewhereIsToldWithTheRuleAndTheDoor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		require.Len(t, intake.Procedures(), 4)
		for _, g := range intake.Procedures() {
			f := b.visitor(t)
			f.Elsewhere = g.Code
			_, err := b.Report(t.Context(), f)
			var refused *errs.Error
			require.ErrorAs(t, err, &refused)
			require.Equal(t, "appeal.elsewhere", refused.Code)
			require.Contains(t, refused.Msg, g.Rule)
			require.Contains(t, refused.Msg, g.Door)
		}
		// At the desk it is kept, so that the reporter has the reason in writing.
		f := b.visitor(t)
		f.Elsewhere, f.Channel = "petition", appeal.ByCounter
		r, err := b.Record(staff(t, kernel.ReachAll, appeal.PermReceive), f)
		require.NoError(t, err)
		require.Equal(t, appeal.Refused, r.State)
		p, err := b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.Equal(t, "正在信访程序中", p.Ground.Label)
		require.Contains(t, p.Can, "reopen")
	})
}

func TestTheCodeOfAPlaceSaysWhere(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		keeper := staff(t, kernel.ReachAll, place.PermRead, place.PermEdit)
		where, err := b.places.Add(keeper, place.Form{Name: "麦溪工业园", Kind: place.Park, Division: "390102001"})
		require.NoError(t, err)
		f := b.visitor(t)
		f.PlaceCode = where.Code
		r, err := b.Report(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, appeal.ByQR, r.Channel)
		require.Equal(t, "麦溪工业园", r.Place)
		require.Equal(t, "390102001000", r.Division)
		_, err = b.places.Become(keeper, where.Code, where.Version, place.Closed)
		require.NoError(t, err)
		f = b.visitor(t)
		f.PlaceCode = where.Code
		r, err = b.Report(t.Context(), f)
		require.NoError(t, err, "whoever stood before old paper has reported all the same")
		require.Empty(t, r.PlaceCode)
	})
}

func TestAFirmThatAVisitorNamesIsAClaimThatItsPeopleDoNotSee(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		f := b.visitor(t)
		f.USCC = strings.ToLower(firmOne)
		r, err := b.Report(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, firmOne, r.USCC)
		require.True(t, r.Claimed)
		list, err := b.ListOwn(handler(t, "a1", firmOne), firmOne, false, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.Zero(t, list.Total)
		f = b.visitor(t)
		f.USCC = "91390102MA0000009X"
		r, err = b.Report(t.Context(), f)
		require.NoError(t, err, "whether there is such a firm does not show")
		require.Empty(t, r.USCC)
	})
}

func TestAFirmSeesItsCasesAndNobodyElsesConfidentialOnes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		one, two, other := handler(t, "a1", firmOne), handler(t, "a2", firmOne), handler(t, "a3", firmTwo)
		r, err := b.ReportOwn(one, firmOne, intake.Form{Ticket: b.draw(t), Text: story, Name: "谁也不是", Anonymous: true})
		require.NoError(t, err)
		require.Equal(t, appeal.ByPortal, r.Channel)
		require.Equal(t, "陈样例", r.Reporter.Name, "the account says who it is, not the form")
		require.Empty(t, r.Secret)
		secretly, err := b.ReportOwn(one, firmOne, intake.Form{Ticket: b.draw(t), Text: story, Confidential: true, Accused: "ind"})
		require.NoError(t, err)

		count := func(ctx context.Context, uscc string) int64 {
			list, err := b.ListOwn(ctx, uscc, true, kernel.Page{Limit: 10})
			require.NoError(t, err)
			require.Len(t, list.Items, int(list.Total))
			return list.Total
		}
		require.EqualValues(t, 2, count(one, firmOne))
		require.EqualValues(t, 1, count(two, firmOne))
		require.Zero(t, count(other, firmTwo))
		_, err = b.ProgressOwn(two, firmOne, r.ID)
		require.NoError(t, err)
		_, err = b.ProgressOwn(two, firmOne, secretly.ID)
		require.ErrorIs(t, err, appeal.ErrNotFound)
		_, err = b.ProgressOwn(other, firmOne, r.ID)
		require.ErrorIs(t, err, appeal.ErrNotFound)
		_, err = b.ProgressOwn(other, firmTwo, r.ID)
		require.ErrorIs(t, err, appeal.ErrNotFound)
		_, err = b.ReportOwn(other, firmOne, intake.Form{Ticket: b.draw(t), Text: story})
		require.ErrorIs(t, err, intake.ErrEnterprise)

		// The unit complained of cannot find it, not even by its id.
		_, err = b.FilesSeen(staff(t, kernel.ReachAll, appeal.PermRead), secretly.ID)
		require.ErrorIs(t, err, appeal.ErrNotFound)
		_, err = b.FilesSeen(staff(t, kernel.ReachAll, appeal.PermRead), r.ID)
		require.NoError(t, err)
	})
}

func TestTheListOfAFirmIsReadPageByPage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := handler(t, "a1", firmOne)
		for i := range 5 {
			_, err := b.ReportOwn(ctx, firmOne, intake.Form{Ticket: b.draw(t), Text: fmt.Sprintf("第 %d 件：%s", i+1, story)})
			require.NoError(t, err)
		}
		var seen []string
		for page := (kernel.Page{Limit: 2}); ; {
			list, err := b.ListOwn(ctx, firmOne, true, page)
			require.NoError(t, err)
			require.EqualValues(t, 5, list.Total)
			for _, c := range list.Items {
				seen = append(seen, c.Title())
			}
			if page.After = list.Next; list.Next == "" {
				break
			}
		}
		require.Len(t, seen, 5)
		require.Contains(t, seen[0], "第 5 件")
	})
}

func TestWhatIsLikeAnOpenCaseIsSuggestedWhileOneTypes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := handler(t, "a1", firmOne)
		r, err := b.ReportOwn(ctx, firmOne, intake.Form{Ticket: b.draw(t), Text: story})
		require.NoError(t, err)
		_, err = b.ReportOwn(ctx, firmOne, intake.Form{Ticket: b.draw(t), Text: "想了解研发费用补助什么时候可以申报，需要哪些材料。"})
		require.NoError(t, err)
		for text, want := range map[string]int{"园区东门路灯坏了，晚上货车进出危险": 1, "招工困难，想参加招聘会": 0, "路灯": 0} {
			found, err := b.Similar(ctx, firmOne, text)
			require.NoError(t, err)
			require.Len(t, found, want, text)
			if want > 0 {
				require.Equal(t, r.ID, found[0].ID)
			}
		}
		found, err := b.Similar(handler(t, "a3", firmTwo), firmTwo, story)
		require.NoError(t, err)
		require.Empty(t, found, "what others wrote is not shown")
		require.NoError(t, b.ActOwn(ctx, firmOne, r.ID, intake.Deed{Act: appeal.ActWithdraw}))
		found, err = b.Similar(ctx, firmOne, story)
		require.NoError(t, err)
		require.Empty(t, found, "it has ended")
	})
}

// replied brings a case to where its reporter is asked.
func (b bundle) replied(t *testing.T, id string) {
	t.Helper()
	system := authz.AsSystem(t.Context(), "test")
	step := func(do func(ctx context.Context, c *appeal.Case) (appeal.Done, error)) {
		now, err := b.ByID(system, id)
		require.NoError(t, err)
		_, err = b.Change(system, appeal.Step{ID: id, Version: now.Version, Permission: appeal.PermRead}, do)
		require.NoError(t, err)
	}
	reply := &appeal.Reply{ID: kernel.NewID(), Case: id, Round: 1, Words: "路灯已由养护单位更换，今晚恢复照明。", Closing: appeal.Solved, By: "s7", Department: "sci", At: b.fixed.Now(), State: appeal.ReplySubmitted}
	step(func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if c.State == appeal.Received {
			if err := c.Accept(false); err != nil {
				return appeal.Done{}, err
			}
		}
		replies, err := b.Replies(ctx, id)
		if err != nil {
			return appeal.Done{}, err
		}
		reply.Round = len(replies) + 1
		if err := c.Reply(appeal.Centre, reply); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventReplied, Entry: appeal.Entry{Act: appeal.ActReply}}, b.SaveReply(ctx, reply)
	})
	step(func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if err := c.Approve(reply, "s8", b.fixed.Now()); err != nil {
			return appeal.Done{}, err
		}
		if err := b.StopClocks(ctx, c, appeal.StoppedReplied, ""); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventApproved, Entry: appeal.Entry{Act: appeal.ActApprove, Shown: true}}, b.SaveReply(ctx, reply)
	})
}

func TestAReporterConfirmsHasItRedoneOpensAgainAndRates(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		r, err := b.Report(t.Context(), b.visitor(t))
		require.NoError(t, err)
		do := func(act appeal.Act, words string) error {
			return b.ActProved(t.Context(), r.Number, r.Secret, intake.Deed{Act: act, Words: words})
		}
		require.ErrorIs(t, do(appeal.ActConfirm, ""), appeal.ErrState, "nothing was answered yet")
		b.replied(t, r.ID)
		p, err := b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.Equal(t, "路灯已由养护单位更换，今晚恢复照明。", p.Answer.Words)
		require.Equal(t, "云溪区科学技术局", p.Answer.Department)
		require.Equal(t, []string{"confirm", "redo", "add"}, p.Can)
		require.Equal(t, []string{"body.words"}, fieldsOf(t, do(appeal.ActRedo, "")))
		require.NoError(t, do(appeal.ActRedo, "路灯今晚还是不亮。"))
		b.replied(t, r.ID)
		require.NoError(t, do(appeal.ActConfirm, ""))
		require.NoError(t, b.RateProved(t.Context(), r.Number, r.Secret, appeal.Rating{Grade: 4, Efficiency: 3, Convenience: 5}))
		p, err = b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.True(t, p.Solved())
		require.Equal(t, 4, p.Rating.Grade)
		require.Equal(t, []string{"rate", "reopen"}, p.Can)
		require.Contains(t, p.Now, "前可以要求重新办理")
		var told []string
		for _, s := range p.Story {
			told = append(told, s.What)
		}
		require.Equal(t, []string{
			"企业服务中心收到您的诉求。", "答复已审核，发给您。", "没有解决，退回重新办理，时限照原来的计算。", "答复已审核，发给您。", "经您确认，办结（已解决）。", "您作了评价。",
		}, told)
		require.NoError(t, do(appeal.ActReopen, "又坏了，请再来看看。"))
		b.replied(t, r.ID)
		require.NoError(t, do(appeal.ActConfirm, ""))
		b.fixed.Move(365 * 24 * time.Hour)
		p, err = b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.NotContains(t, p.Can, "reopen", "the window has closed")
		require.ErrorIs(t, do(appeal.ActReopen, "又坏了，请再来看看。"), appeal.ErrReopenLate)
	})
}

func TestAReporterAddsWordsAndPhotosOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		r, err := b.Report(t.Context(), b.visitor(t))
		require.NoError(t, err)
		ticket := b.draw(t)
		more := intake.Deed{Act: appeal.ActAdd, Ticket: ticket}
		require.Equal(t, []string{"body.words"}, fieldsOf(t, b.ActProved(t.Context(), r.Number, r.Secret, more)), "nothing was added")
		_, err = b.Files.Add(t.Context(), ticket, photo(t))
		require.NoError(t, err)
		for range 2 {
			require.NoError(t, b.ActProved(t.Context(), r.Number, r.Secret, more))
		}
		p, err := b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.Len(t, p.Story, 2)
		require.Len(t, p.Files, 1)
		require.True(t, p.Files[0].Later)
		require.NoError(t, b.ActProved(t.Context(), r.Number, r.Secret, intake.Deed{Act: appeal.ActWithdraw, Words: "已经自己修好"}))
		require.ErrorIs(t, b.ActProved(t.Context(), r.Number, r.Secret, intake.Deed{Act: appeal.ActAdd, Words: "还有一件事要说"}), appeal.ErrState)
		p, err = b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.Equal(t, "您已撤回这件诉求。", p.Now)
		require.Empty(t, p.Can)
	})
}

func TestALateCaseSaysWhy(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	r, err := b.Report(t.Context(), b.visitor(t))
	require.NoError(t, err)
	p, err := b.ProgressProved(t.Context(), r.Number, r.Secret)
	require.NoError(t, err)
	require.Empty(t, p.Late)
	b.fixed.Move(30 * 24 * time.Hour)
	p, err = b.ProgressProved(t.Context(), r.Number, r.Secret)
	require.NoError(t, err)
	require.Contains(t, p.Late, "已经超过")
	require.Contains(t, p.Late, "经办部门还没有说明原因")
}

func TestStaffWriteDownWhatTheyAreToldWithinTheirReach(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		officer := staff(t, kernel.ReachDivisionSubtree, appeal.PermReceive)
		f := b.visitor(t)
		f.Channel, f.USCC = appeal.ByVisit, firmOne
		r, err := b.Record(officer, f)
		require.NoError(t, err)
		require.Equal(t, "s1", r.RecordedBy)
		require.Len(t, r.Secret, 12, "the reporter gets a slip with it")
		f = b.visitor(t)
		f.Channel, f.USCC = appeal.ByVisit, firmTwo
		_, err = b.Record(officer, f)
		require.Equal(t, []string{"body.uscc"}, fieldsOf(t, err))
		f = b.visitor(t)
		f.Channel = appeal.ByPortal
		_, err = b.Record(officer, f)
		require.Equal(t, []string{"body.channel"}, fieldsOf(t, err), "nobody pretends that a firm wrote it")
		_, err = b.Record(staff(t, kernel.ReachAll, appeal.PermRead), b.visitor(t))
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestADraftIsItsWritersAndGoneOnceItIsSent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		one, two := handler(t, "a1", firmOne), handler(t, "a2", firmOne)
		for _, text := range []string{"写了一半", "写了一半又改"} {
			require.NoError(t, b.SaveDraft(one, firmOne, intake.Draft{Text: text, Kind: appeal.Help}))
		}
		draft, there, err := b.LoadDraft(one, firmOne)
		require.NoError(t, err)
		require.True(t, there)
		require.Equal(t, "写了一半又改", draft.Text)
		_, there, err = b.LoadDraft(two, firmOne)
		require.NoError(t, err)
		require.False(t, there)
		_, _, err = b.LoadDraft(two, firmTwo)
		require.ErrorIs(t, err, intake.ErrEnterprise)
		var sealed string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT body_sealed FROM appeal_draft`).Scan(&sealed))
		require.NotContains(t, sealed, "写了")
		_, err = b.ReportOwn(one, firmOne, intake.Form{Ticket: b.draw(t), Text: story})
		require.NoError(t, err)
		_, there, err = b.LoadDraft(one, firmOne)
		require.NoError(t, err)
		require.False(t, there)
	})
}

func TestAFileOfTheHotlineIsTakenOnceLineByLine(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := staff(t, kernel.ReachAll, intake.PermImport)
		file := strings.Join([]string{
			`{"external_no":"H1","channel":"hotline","received_at":"2026-11-19T10:00:00+08:00","reporter":{"name":"李样例","phone":"13900002222"},"enterprise":{"uscc":"` + firmOne + `"},"place":"东门","text":"园区东门的路灯坏了三天。","kind":"help","topic":"","confidential":true}`,
			`{"external_no":"H2","text":"想了解怎么申报补助。"}`,
			``,
			`{"external_no":"H3","text":"短"}`,
			`{"external_no":"H4","text":"企业码没有登记的一件。","enterprise":{"uscc":"91390102MA0000009X"}}`,
			`{"external_no":"H4b","text":"企业码写错了的一件。","enterprise":{"uscc":"91O"}}`,
			`{"external_no":"H5","text":"时间写错了的一件。","received_at":"昨天"}`,
			`{"text":"没有编号的一件诉求。"}`,
			`不是 JSON`,
			`{"external_no":"H6","channel":"pigeon","text":"来源不对的一件诉求。"}`,
			`{"external_no":"H7","text":"` + strings.Repeat("长", 200_000) + `"}`,
			`{"external_no":"H8","text":"最后一件没有换行的诉求。"}`,
		}, "\n")
		report, err := b.Import(ctx, intake.Hotline, strings.NewReader(file))
		require.NoError(t, err)
		require.EqualValues(t, 11, report.Rows)
		require.EqualValues(t, 5, report.Created)
		require.EqualValues(t, 5, report.Accepted)
		require.EqualValues(t, 2, report.Warned)
		var told []string
		for _, p := range report.Problems {
			told = append(told, fmt.Sprint(p.Row, " ", p.Column, " ", p.Level))
		}
		require.Equal(t, []string{
			"3 text refusal", "4 enterprise.uscc warning", "5 enterprise.uscc warning", "6 received_at refusal", "7 external_no refusal", "8  refusal", "9 channel refusal", "10  refusal",
		}, told)
		for no, code := range map[string]string{"H4": "91390102MA0000009X", "H4b": ""} {
			kept, err := b.BySource(t.Context(), appeal.Source{System: intake.Hotline, No: no})
			require.NoError(t, err)
			require.Equal(t, code, kept.USCC, "everything gets an answer, also what a firm says that nobody has registered")
		}
		c, err := b.BySource(t.Context(), appeal.Source{System: intake.Hotline, No: "H1"})
		require.NoError(t, err)
		require.True(t, c.Reporter.Confidential)
		require.Equal(t, "390102000000", c.Division)
		require.Equal(t, time.Date(2026, 11, 19, 2, 0, 0, 0, time.UTC), c.ReceivedAt)

		again, err := b.Import(ctx, intake.Hotline, strings.NewReader(file))
		require.NoError(t, err)
		require.Zero(t, again.Created)
		require.EqualValues(t, 5, again.Unchanged)
		district := staff(t, kernel.ReachDivisionSubtree, intake.PermImport)
		_, err = b.Import(district, "district", strings.NewReader(`{"external_no":"D1","text":"看不见全部企业的人导入的一件。","enterprise":{"uscc":"91390102MA0000009X"}}`))
		require.NoError(t, err)
		kept, err := b.BySource(t.Context(), appeal.Source{System: "district", No: "D1"})
		require.NoError(t, err)
		require.Empty(t, kept.USCC, "nothing is attached to a firm that may only be out of sight")
		other, err := b.Import(ctx, "street", strings.NewReader(`{"external_no":"H2","text":"另一个系统的同号诉求。"}`))
		require.NoError(t, err)
		require.EqualValues(t, 1, other.Created)
		_, err = b.Import(ctx, intake.Hotline, strings.NewReader(""))
		require.ErrorIs(t, err, intake.ErrImport)
		_, err = b.Import(staff(t, kernel.ReachAll, appeal.PermReceive), intake.Hotline, strings.NewReader(file))
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}
