package mandate

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// PublicOperations are the operations of this package that need no permission.
// All but the first two need the token of an invitation; each needs a session.
var PublicOperations = []string{"list-my-mandates", "end-my-mandate", "open-invitation", "accept-invitation", "decline-invitation"}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string, p authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Permission: p, Status: status, MaxBody: 4 << 10}
	}
	web.Register(api, operation("list-enterprise-people", http.MethodGet, "/my/{uscc}/mandates", "本企业的办事人员", PermOwn, http.StatusOK), s.listPeople)
	web.Register(api, operation("end-handler", http.MethodPost, "/my/{uscc}/mandates/{id}/end", "结束经办人的授权", PermOwn, http.StatusNoContent), s.endHandler)
	web.Register(api, operation("change-handler", http.MethodPut, "/my/{uscc}/mandates/{id}", "调整经办人的授权期限", PermOwn, http.StatusNoContent), s.changeHandler)
	web.Register(api, operation("invite-handler", http.MethodPost, "/my/{uscc}/invitations", "邀请经办人", PermOwn, http.StatusCreated), s.inviteHandler)
	web.Register(api, operation("list-invitations", http.MethodGet, "/my/{uscc}/invitations", "发出的邀请", PermOwn, http.StatusOK), s.listInvitations)
	web.Register(api, operation("withdraw-invitation", http.MethodPost, "/my/{uscc}/invitations/{id}/withdrawal", "撤回邀请", PermOwn, http.StatusNoContent), s.withdraw)

	web.Register(api, operation("list-my-mandates", http.MethodGet, "/session/mandates", "我持有的授权", "", http.StatusOK), s.listMine)
	web.Register(api, operation("end-my-mandate", http.MethodPost, "/session/mandates/{id}/end", "放弃我持有的授权", "", http.StatusNoContent), s.endMine)
	web.Register(api, operation("open-invitation", http.MethodPost, "/session/invitation", "查看收到的邀请", "", http.StatusOK), s.open)
	web.Register(api, operation("accept-invitation", http.MethodPost, "/session/invitation/acceptance", "接受邀请", "", http.StatusNoContent), s.accept)
	web.Register(api, operation("decline-invitation", http.MethodPost, "/session/invitation/refusal", "谢绝邀请", "", http.StatusNoContent), s.decline)

	keep := account.PermissionMandateEdit
	web.Register(api, operation("list-enterprise-mandates", http.MethodGet, "/enterprises/{uscc}/mandates", "一家企业的办事人员", keep, http.StatusOK), s.listOfEnterprise)
	web.Register(api, operation("end-mandate", http.MethodPost, "/enterprises/{uscc}/mandates/{id}/end", "结束一条企业授权", keep, http.StatusNoContent), s.endByStaff)
	web.Register(api, operation("reveal-person", http.MethodPost, "/enterprises/{uscc}/mandates/{id}/reveal", "查看办事人员的完整信息", PermReveal, http.StatusOK), s.reveal)
}

// FirmInput is embedded in what is about one enterprise. Types that inputs embed
// are exported: Huma does not see the fields of others.
type FirmInput struct {
	USCC string `path:"uscc" maxLength:"18" doc:"统一社会信用代码"`
}

// ItemInput is embedded in what is about one thing of an enterprise.
type ItemInput struct {
	FirmInput
	ID string `path:"id" maxLength:"36"`
}

type listInput struct {
	FirmInput
	web.PageInput
	State string `query:"state" enum:"current,over" default:"current" doc:"current 有效的，over 已经结束的"`
}

type listInvitationsInput struct {
	FirmInput
	web.PageInput
}

type mandatesOutput struct{ Body kernel.Rows[mandateItem] }

type invitationsOutput struct{ Body kernel.Rows[invitationItem] }

type changeInput struct {
	ItemInput
	web.Match
	Body mandateChange
}

type mandateChange struct {
	EndsOn string `json:"ends_on" format:"date" doc:"授权的最后一天"`
}

type inviteInput struct {
	FirmInput
	Origin
	Body invitationRequest
}

// Origin is the address under which the request reached this program.
type Origin struct{ address string }

// Resolve reads the address.
func (o *Origin) Resolve(ctx huma.Context) []error {
	scheme := "http://"
	if ctx.TLS() != nil {
		scheme = "https://"
	}
	o.address = scheme + ctx.Host()
	return nil
}

type invitationRequest struct {
	Matters  []string `json:"matters" minItems:"1" maxItems:"10" enum:"all,policy,profile,declare,appeal" doc:"授权事项"`
	EndsOn   string   `json:"ends_on" format:"date" doc:"授权的最后一天"`
	Phone    string   `json:"phone,omitempty" maxLength:"32" doc:"只有这个手机号可以接受，不填则不限"`
	Replaces string   `json:"replaces,omitempty" maxLength:"36" doc:"对方接受后结束的那条授权"`
}

type inviteOutput struct{ Body invitationMade }

type invitationMade struct {
	Invitation invitationItem `json:"invitation"`
	Link       string         `json:"link" doc:"受邀人打开的网址，只出现这一次"`
	Picture    string         `json:"picture" doc:"网址的二维码，data 地址"`
}

type tokenInput struct{ Body invitationToken }

type invitationToken struct {
	Token string `json:"token" minLength:"1" maxLength:"64" doc:"邀请里的口令"`
}

type acceptInput struct{ Body invitationAcceptance }

type invitationAcceptance struct {
	Token string `json:"token" minLength:"1" maxLength:"64" doc:"邀请里的口令"`
	Name  string `json:"name,omitempty" maxLength:"50" doc:"受托人姓名，首次来办事的人填写"`
}

type offerOutput struct{ Body invitationOffer }

type myMandatesOutput struct{ Body myMandates }

type mineInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) listPeople(ctx context.Context, in *listInput) (*mandatesOutput, error) {
	page, err := s.Of(ctx, in.USCC, in.State == "over", in.Page())
	return mandatesBody(page, err, false)
}

func (s *Service) listOfEnterprise(ctx context.Context, in *listInput) (*mandatesOutput, error) {
	page, err := s.OfEnterprise(ctx, in.USCC, in.State == "over", in.Page())
	return mandatesBody(page, err, true)
}

func (s *Service) endHandler(ctx context.Context, in *ItemInput) (*struct{}, error) {
	return nil, s.End(ctx, in.USCC, in.ID)
}

func (s *Service) endByStaff(ctx context.Context, in *ItemInput) (*struct{}, error) {
	return nil, s.EndByStaff(ctx, in.USCC, in.ID)
}

func (s *Service) endMine(ctx context.Context, in *mineInput) (*struct{}, error) {
	return nil, s.EndMine(ctx, in.ID)
}

func (s *Service) changeHandler(ctx context.Context, in *changeInput) (*struct{}, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	last, err := civil.Parse(in.Body.EndsOn)
	if err != nil {
		return nil, ErrPeriod.Because(err)
	}
	return nil, s.Change(ctx, in.USCC, in.ID, version, last)
}

func (s *Service) inviteHandler(ctx context.Context, in *inviteInput) (*inviteOutput, error) {
	last, err := civil.Parse(in.Body.EndsOn)
	if err != nil {
		return nil, ErrPeriod.Because(err)
	}
	made, token, err := s.Invite(ctx, in.USCC, Asked{Matters: in.Body.Matters, Last: last, Phone: in.Body.Phone, Replaces: in.Body.Replaces})
	if err != nil {
		return nil, err
	}
	origin := s.PublicURL
	if origin == "" {
		origin = in.address
	}
	link := origin + "/my/invitation#" + token
	picture, err := qrPicture(link)
	if err != nil {
		return nil, err
	}
	return &inviteOutput{Body: invitationMade{Invitation: invitationBody(made, made.CreatedAt), Link: link, Picture: picture}}, nil
}

func (s *Service) listInvitations(ctx context.Context, in *listInvitationsInput) (*invitationsOutput, error) {
	page, err := s.Invitations(ctx, in.USCC, in.Page())
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[invitationItem]{Items: make([]invitationItem, 0, len(page.Items)), Total: page.Total, Next: page.Next}
	for _, i := range page.Items {
		out.Items = append(out.Items, invitationBody(i, s.Clock.Now()))
	}
	return &invitationsOutput{Body: out}, nil
}

func (s *Service) withdraw(ctx context.Context, in *ItemInput) (*struct{}, error) {
	return nil, s.Withdraw(ctx, in.USCC, in.ID)
}

func (s *Service) open(ctx context.Context, in *tokenInput) (*offerOutput, error) {
	offer, err := s.Look(ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	return &offerOutput{Body: offerBody(offer)}, nil
}

func (s *Service) accept(ctx context.Context, in *acceptInput) (*struct{}, error) {
	return nil, s.Accept(ctx, in.Body.Token, in.Body.Name)
}

func (s *Service) decline(ctx context.Context, in *tokenInput) (*struct{}, error) {
	return nil, s.Decline(ctx, in.Body.Token)
}

func (s *Service) listMine(ctx context.Context, _ *struct{}) (*myMandatesOutput, error) {
	list, names, err := s.Mine(ctx)
	if err != nil {
		return nil, err
	}
	body := myMandates{Items: make([]myMandate, 0, len(list))}
	for _, m := range list {
		body.Items = append(body.Items, myMandate{
			ID: m.ID, USCC: m.USCC, Name: names[m.USCC], Role: string(m.Role), Matters: mattersBody(m.Matters), Source: string(m.Source),
			StartsAt: m.StartsAt, EndsAt: orNil(m.EndsAt),
		})
	}
	return &myMandatesOutput{Body: body}, nil
}

func orNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
