package contact

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations on contacts to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "enterprise", Summary: summary, Permission: p, Status: status}
	}
	const desk, own = "/enterprises/{uscc}/contacts", "/my/{uscc}/contacts"
	web.Register(api, op(http.MethodPost, "add-contact", desk, "增加联系人", PermEdit, http.StatusCreated), s.add(PermEdit))
	web.Register(api, op(http.MethodPut, "change-contact", desk+"/{id}", "修改联系人", PermEdit, 0), s.edit(PermEdit))
	web.Register(api, op(http.MethodDelete, "remove-contact", desk+"/{id}", "删除联系人", PermEdit, 0), s.remove(PermEdit))
	web.Register(api, op(http.MethodPost, "verify-contact", desk+"/{id}/verify", "确认联系人无误", PermEdit, 0), s.verify)
	web.Register(api, op(http.MethodPost, "reveal-contact", desk+"/{id}/reveal", "查看联系人的完整信息", PermReveal, 0), s.reveal)
	web.Register(api, op(http.MethodGet, "get-reveal-quota", "/reveal-quota", "今天还能查看几次完整信息", PermReveal, 0), s.quota)
	web.Register(api, op(http.MethodPost, "find-by-phone", "/enterprises/by-phone", "按电话查企业", PermReveal, 0), s.byPhone)
	web.Register(api, op(http.MethodGet, "list-my-contacts", own, "本企业联系人", PermOwn, 0), s.listOwn)
	web.Register(api, op(http.MethodPost, "add-my-contact", own, "增加本企业联系人", PermOwn, http.StatusCreated), s.add(PermOwn))
	web.Register(api, op(http.MethodPut, "change-my-contact", own+"/{id}", "修改本企业联系人", PermOwn, 0), s.edit(PermOwn))
	web.Register(api, op(http.MethodDelete, "remove-my-contact", own+"/{id}", "删除本企业联系人", PermOwn, 0), s.remove(PermOwn))
}

// EnterpriseInput names an enterprise.
type EnterpriseInput struct {
	USCC string `path:"uscc" minLength:"18" maxLength:"18" doc:"统一社会信用代码"`
}

// ContactInput names a contact of an enterprise.
type ContactInput struct {
	EnterpriseInput
	ID string `path:"id" maxLength:"36"`
}

// ContactBody is a person to turn to, masked.
type ContactBody struct {
	ID      string `json:"id"`
	Role    string `json:"role"`
	Name    string `json:"name"`
	Phone   string `json:"phone"`
	Version int64  `json:"version"`
	// VerifiedAt is left out while nobody has verified the contact.
	VerifiedAt *time.Time `json:"verified_at,omitempty"`
}

// Body returns what lists and forms show of a contact.
func Body(c record.Contact) ContactBody {
	b := ContactBody{ID: c.ID, Role: c.Role, Name: c.Name, Phone: c.Phone, Version: c.Version}
	if at := c.VerifiedAt; !at.IsZero() {
		b.VerifiedAt = &at
	}
	return b
}

// Bodies returns Body of each.
func Bodies(list []record.Contact) []ContactBody {
	out := make([]ContactBody, len(list))
	for i, c := range list {
		out[i] = Body(c)
	}
	return out
}

// ContactFormBody is what a form hands in. Masked or empty fields of a contact
// that is there keep what is stored.
type ContactFormBody struct {
	Role  string `json:"role" maxLength:"20" minLength:"1"`
	Name  string `json:"name" maxLength:"50"`
	Phone string `json:"phone" maxLength:"30"`
}

type addInput struct {
	EnterpriseInput
	Body ContactFormBody
}

type contactOutput struct {
	ETag string `header:"ETag"`
	Body ContactBody
}

func answer(c record.Contact, err error) (*contactOutput, error) {
	if err != nil {
		return nil, err
	}
	return &contactOutput{ETag: web.ETag(c.Version), Body: Body(c)}, nil
}

func (s *Service) add(perm authz.Permission) func(context.Context, *addInput) (*contactOutput, error) {
	return func(ctx context.Context, in *addInput) (*contactOutput, error) {
		return answer(s.Save(ctx, perm, in.USCC, "", 0, record.ContactForm(in.Body)))
	}
}

type editInput struct {
	ContactInput
	web.Match
	Body ContactFormBody
}

func (s *Service) edit(perm authz.Permission) func(context.Context, *editInput) (*contactOutput, error) {
	return func(ctx context.Context, in *editInput) (*contactOutput, error) {
		version, err := in.Version()
		if err != nil {
			return nil, err
		}
		return answer(s.Save(ctx, perm, in.USCC, in.ID, version, record.ContactForm(in.Body)))
	}
}

type removeInput struct {
	ContactInput
	web.Match
}

func (s *Service) remove(perm authz.Permission) func(context.Context, *removeInput) (*struct{}, error) {
	return func(ctx context.Context, in *removeInput) (*struct{}, error) {
		version, err := in.Version()
		if err != nil {
			return nil, err
		}
		return nil, s.Remove(ctx, perm, in.USCC, in.ID, version)
	}
}

func (s *Service) verify(ctx context.Context, in *removeInput) (*contactOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return answer(s.Verify(ctx, in.USCC, in.ID, version))
}

type revealInput struct {
	ContactInput
	Body struct {
		Fields     []string `json:"fields" minItems:"1" maxItems:"2" enum:"name,phone" doc:"要看哪几项"`
		ReasonKind string   `json:"reason_kind" enum:"handling,verify,callback,request,emergency" doc:"原因"`
		Reason     string   `json:"reason" minLength:"1" maxLength:"400" doc:"具体说明，企业会看到"`
	}
}

// RevealedBody is what was asked for in full.
type RevealedBody struct {
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
	Left  int64  `json:"left" doc:"今天还能查看几次"`
}

type revealOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         RevealedBody
}

func (s *Service) reveal(ctx context.Context, in *revealInput) (*revealOutput, error) {
	shown, err := s.Reveal(ctx, in.USCC, in.ID, in.Body.Fields, Reason{Kind: in.Body.ReasonKind, Words: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	return &revealOutput{CacheControl: "no-store", Body: RevealedBody(shown)}, nil
}

type quotaOutput struct {
	Body struct {
		Left int64 `json:"left" doc:"今天还能查看几次"`
	}
}

func (s *Service) quota(ctx context.Context, _ *struct{}) (*quotaOutput, error) {
	if _, err := authz.Require(ctx, PermReveal); err != nil {
		return nil, err
	}
	left, err := s.Ledger.Left(ctx)
	if err != nil {
		return nil, err
	}
	out := &quotaOutput{}
	out.Body.Left = left
	return out, nil
}

type byPhoneInput struct {
	Body struct {
		Phone string `json:"phone" minLength:"7" maxLength:"30" doc:"完整的电话号码"`
	}
}

// PhoneMatchBody is an enterprise that has a contact with the number asked for.
type PhoneMatchBody struct {
	USCC       string `json:"uscc"`
	Enterprise string `json:"enterprise"`
	Contact    string `json:"contact"`
	Role       string `json:"role"`
	Name       string `json:"name" doc:"联系人姓名，只显示姓"`
}

type byPhoneOutput struct {
	Body struct {
		Items []PhoneMatchBody `json:"items"`
	}
}

func (s *Service) byPhone(ctx context.Context, in *byPhoneInput) (*byPhoneOutput, error) {
	found, err := s.ByPhone(ctx, in.Body.Phone)
	if err != nil {
		return nil, err
	}
	out := &byPhoneOutput{}
	out.Body.Items = make([]PhoneMatchBody, len(found))
	for i, m := range found {
		out.Body.Items[i] = PhoneMatchBody(m)
	}
	return out, nil
}

type listOwnOutput struct {
	Body struct {
		Items []ContactBody `json:"items"`
	}
}

func (s *Service) listOwn(ctx context.Context, in *EnterpriseInput) (*listOwnOutput, error) {
	list, err := s.Own(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	out := &listOwnOutput{}
	out.Body.Items = Bodies(list)
	return out, nil
}
