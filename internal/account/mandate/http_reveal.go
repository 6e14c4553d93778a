package mandate

import "context"

type revealInput struct {
	ItemInput
	Body personWish
}

// The names of these types are those of the schemas in the API's document.
type (
	personWish struct {
		Fields     []string `json:"fields" minItems:"1" maxItems:"2" enum:"name,phone" doc:"要看哪几项"`
		ReasonKind string   `json:"reason_kind" enum:"handling,verify,callback,request,emergency" doc:"原因"`
		Reason     string   `json:"reason" minLength:"1" maxLength:"400" doc:"具体说明，企业会看到"`
	}
	personShown struct {
		Name  string `json:"name,omitempty"`
		Phone string `json:"phone,omitempty"`
		Left  int64  `json:"left" doc:"今天还能查看几次"`
	}
)

type revealOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         personShown
}

func (s *Service) reveal(ctx context.Context, in *revealInput) (*revealOutput, error) {
	shown, err := s.Reveal(ctx, in.USCC, in.ID, in.Body.Fields, Reason{Kind: in.Body.ReasonKind, Words: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	return &revealOutput{CacheControl: "no-store", Body: personShown(shown)}, nil
}
