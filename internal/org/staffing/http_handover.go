package staffing

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/web"
)

func (s *Service) handoverRoutes(api *web.API) {
	p := org.PermissionHandover
	web.Register(api, operation("list-open-work", http.MethodGet, "/org/people/{id}/work", "一个人手上的工作", p), s.listWork)
	web.Register(api, operation("list-receivers", http.MethodGet, "/org/people/{id}/receivers", "可以接手的人", p), s.listReceivers)
	web.Register(api, operation("list-handovers", http.MethodGet, "/org/handovers", "交接记录", p), s.listHandoverRecords)
	web.Register(api, operation("get-handover", http.MethodGet, "/org/handovers/{id}", "一次交接", p), s.getHandover)
	web.Register(api, operation("create-handover", http.MethodPost, "/org/handovers", "办理离任或调动", p), s.createHandover)
}

type workOutput struct {
	Body struct {
		Items []WorkItemBody `json:"items"`
		Total int            `json:"total"`
	}
}

func (s *Service) listWork(ctx context.Context, in *IDInput) (*workOutput, error) {
	items, err := s.Open(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &workOutput{}
	out.Body.Items, out.Body.Total = make([]WorkItemBody, len(items)), len(items)
	for n, i := range items {
		out.Body.Items[n] = WorkItemBody{Key: keyOf(i), Kind: i.Kind, ID: i.ID, Label: i.Label, MayLapse: i.MayLapse}
	}
	return out, nil
}

type receiversInput struct {
	IDInput
	web.PageInput
	Text string `query:"q" maxLength:"50" doc:"姓名或账号中的字"`
}

// ReceiverBody is one who may take over.
type ReceiverBody struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Department Ref      `json:"department"`
	May        []string `json:"may" doc:"可以接手哪些工作（工作的 key）"`
}

type receiversOutput struct{ Body kernel.Rows[ReceiverBody] }

func (s *Service) listReceivers(ctx context.Context, in *receiversInput) (*receiversOutput, error) {
	found, err := s.Candidates(ctx, in.ID, in.Text, in.Page())
	if err != nil {
		return nil, err
	}
	n, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[ReceiverBody]{Items: make([]ReceiverBody, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, c := range found.Items {
		out.Items[i] = ReceiverBody{ID: c.ID, Name: c.Name, Department: n.department(c.Department), May: c.May}
	}
	return &receiversOutput{Body: out}, nil
}

// HandoverOrderBody is what is decided about somebody who leaves or moves on.
type HandoverOrderBody struct {
	Kind       string                  `json:"kind" enum:"leave,transfer" doc:"leave 离任，transfer 调动"`
	Staff      string                  `json:"staff" minLength:"1" maxLength:"36" doc:"离任或调动的人"`
	Department string                  `json:"department,omitempty" maxLength:"36" doc:"调往的部门"`
	Post       string                  `json:"post,omitempty" maxLength:"36" doc:"调往的岗位"`
	Note       string                  `json:"note,omitempty" maxLength:"500"`
	Items      []HandoverOrderItemBody `json:"items" maxItems:"1000"`
}

// HandoverOrderItemBody is what becomes of one item of work.
type HandoverOrderItemBody struct {
	Kind     string `json:"kind" minLength:"1" maxLength:"64"`
	ID       string `json:"id" minLength:"1" maxLength:"64"`
	Receiver string `json:"receiver,omitempty" maxLength:"36" doc:"接手的人；岗位可以不填，即空缺"`
}

type createHandoverInput struct{ Body HandoverOrderBody }

type handoverOutput struct{ Body HandoverBody }

func (s *Service) createHandover(ctx context.Context, in *createHandoverInput) (*handoverOutput, error) {
	b := in.Body
	o := Order{Kind: HandoverKind(b.Kind), Staff: b.Staff, Note: b.Note}
	if o.Kind == Transfer {
		o.Department, o.Post = b.Department, b.Post
	}
	for _, i := range b.Items {
		o.Items = append(o.Items, OrderItem(i))
	}
	return s.handoverTold(ctx)(s.HandOver(ctx, o))
}

func (s *Service) handoverTold(ctx context.Context) func(Handover, error) (*handoverOutput, error) {
	return func(h Handover, err error) (*handoverOutput, error) {
		if err != nil {
			return nil, err
		}
		n, err := s.named(ctx, peopleIn([]Handover{h})...)
		return &handoverOutput{Body: n.handover(h)}, err
	}
}

func (s *Service) getHandover(ctx context.Context, in *IDInput) (*handoverOutput, error) {
	return s.handoverTold(ctx)(s.FindHandover(ctx, in.ID))
}

type listHandoversInput struct{ web.PageInput }

type listHandoversOutput struct{ Body kernel.Rows[HandoverBody] }

func (s *Service) listHandoverRecords(ctx context.Context, in *listHandoversInput) (*listHandoversOutput, error) {
	found, err := s.ListHandovers(ctx, in.Page())
	if err != nil {
		return nil, err
	}
	n, err := s.named(ctx, peopleIn(found.Items)...)
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[HandoverBody]{Items: make([]HandoverBody, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, h := range found.Items {
		out.Items[i] = n.handover(h)
	}
	return &listHandoversOutput{Body: out}, nil
}
