package mandate

import (
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/seal"
)

// The names of these types are those of the schemas in the API's document.
type (
	mandateMatter struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	mandateItem struct {
		ID        string          `json:"id"`
		Name      string          `json:"name" doc:"工作人员看到的是隐去一部分的姓名"`
		Phone     string          `json:"phone" doc:"隐去中间几位的手机号，没有登记则为空"`
		Role      string          `json:"role" enum:"legal_representative,handler"`
		Matters   []mandateMatter `json:"matters"`
		Source    string          `json:"source" enum:"register,invitation,oidc" doc:"register 政务服务登记，invitation 企业邀请，oidc 统一身份认证"`
		GrantedBy string          `json:"granted_by" doc:"邀请人姓名，其他来源为空"`
		StartsAt  time.Time       `json:"starts_at"`
		EndsAt    *time.Time      `json:"ends_at,omitempty" doc:"授权到此时为止，长期有效则没有"`
		Mine      bool            `json:"mine" doc:"就是当前登录的人"`
		Version   int64           `json:"version"`
		Can       []string        `json:"can" doc:"可以做的事：end 结束、change 调整期限、hand_over 移交、reveal 查看完整信息"`
	}
	invitationItem struct {
		ID        string          `json:"id"`
		Matters   []mandateMatter `json:"matters"`
		EndsAt    time.Time       `json:"ends_at" doc:"授权到此时为止"`
		PhoneTail string          `json:"phone_tail" doc:"受邀手机号的后四位，不限则为空"`
		Replaces  bool            `json:"replaces" doc:"接受后结束另一位经办人的授权"`
		State     string          `json:"state" enum:"open,accepted,declined,withdrawn,expired"`
		CreatedAt time.Time       `json:"created_at"`
		ExpiresAt time.Time       `json:"expires_at" doc:"邀请到此时失效"`
		DecidedAt *time.Time      `json:"decided_at,omitempty"`
		Can       []string        `json:"can" doc:"可以做的事：withdraw 撤回"`
	}
	invitationLine struct {
		Label string `json:"label"`
		Text  string `json:"text"`
	}
	invitationOffer struct {
		USCC      string           `json:"uscc"`
		Name      string           `json:"name" doc:"企业名称"`
		Inviter   string           `json:"inviter" doc:"邀请人，隐去一部分"`
		Matters   []mandateMatter  `json:"matters"`
		EndsAt    time.Time        `json:"ends_at"`
		ExpiresAt time.Time        `json:"expires_at"`
		NeedsName bool             `json:"needs_name" doc:"接受时须填写姓名"`
		Letter    []invitationLine `json:"letter" doc:"授权委托书"`
	}
	myMandate struct {
		ID       string          `json:"id"`
		USCC     string          `json:"uscc"`
		Name     string          `json:"name" doc:"企业名称，未在企业库中时为空"`
		Role     string          `json:"role" enum:"legal_representative,handler"`
		Matters  []mandateMatter `json:"matters"`
		Source   string          `json:"source" enum:"register,invitation,oidc"`
		StartsAt time.Time       `json:"starts_at"`
		EndsAt   *time.Time      `json:"ends_at,omitempty"`
	}
	myMandates struct {
		Items []myMandate `json:"items"`
	}
)

func mattersBody(matters []account.Matter) []mandateMatter {
	list := make([]mandateMatter, len(matters))
	for i, m := range matters {
		list[i] = mandateMatter{Code: string(m), Name: m.Name()}
	}
	return list
}

// mandatesBody writes a page; masked hides names as well as phones.
func mandatesBody(page kernel.Rows[Row], err error, masked bool) (*mandatesOutput, error) {
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[mandateItem]{Items: make([]mandateItem, 0, len(page.Items)), Total: page.Total, Next: page.Next}
	for _, r := range page.Items {
		item := mandateItem{
			ID: r.ID, Name: r.Person.Name, Phone: seal.MaskPhone(r.Person.Phone), Role: string(r.Role), Matters: mattersBody(r.Matters),
			Source: string(r.Source), GrantedBy: r.Granter, StartsAt: r.StartsAt, EndsAt: orNil(r.EndsAt),
			Mine: r.Mine, Version: r.Version, Can: r.Can,
		}
		if masked {
			item.Name, item.GrantedBy = seal.MaskName(item.Name), seal.MaskName(item.GrantedBy)
		}
		out.Items = append(out.Items, item)
	}
	return &mandatesOutput{Body: out}, nil
}

func invitationBody(i Invitation, now time.Time) invitationItem {
	item := invitationItem{
		ID: i.ID, Matters: mattersBody(i.Matters), EndsAt: i.EndsAt, PhoneTail: i.PhoneTail, Replaces: i.Replaces != "",
		State: string(i.StateAt(now)), CreatedAt: i.CreatedAt, ExpiresAt: i.ExpiresAt, DecidedAt: orNil(i.DecidedAt), Can: []string{},
	}
	if i.StateAt(now) == Open {
		item.Can = append(item.Can, "withdraw")
	}
	return item
}

func offerBody(o Offer) invitationOffer {
	body := invitationOffer{
		USCC: o.USCC, Name: o.Firm, Inviter: seal.MaskName(o.Inviter), Matters: mattersBody(o.Matters),
		EndsAt: o.EndsAt, ExpiresAt: o.ExpiresAt, NeedsName: o.NeedsName, Letter: make([]invitationLine, 0, len(o.Letter)),
	}
	for _, l := range o.Letter {
		body.Letter = append(body.Letter, invitationLine(l))
	}
	return body
}
