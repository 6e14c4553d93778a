package library

import (
	"context"
	"time"
)

// PolicyVersion says when and by whom a version was written.
type PolicyVersion struct {
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
}

type versionsOutput struct {
	Body struct {
		Items []PolicyVersion `json:"items" nullable:"false" doc:"最新的在前"`
	}
}

func (s *Service) listVersions(ctx context.Context, in *PolicyInput) (*versionsOutput, error) {
	list, err := s.History(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &versionsOutput{}
	out.Body.Items = make([]PolicyVersion, 0, len(list))
	for _, w := range list {
		out.Body.Items = append(out.Body.Items, PolicyVersion{w.Number, w.At, w.By})
	}
	return out, nil
}

type versionInput struct {
	PolicyInput
	Number int64 `path:"number" minimum:"1" doc:"第几版"`
}

// PolicyVersionText is what a version says.
type PolicyVersionText struct {
	Title          string       `json:"title"`
	Number         string       `json:"number"`
	Issuers        []string     `json:"issuers" nullable:"false"`
	PublishedOn    string       `json:"published_on"`
	EffectiveFrom  string       `json:"effective_from"`
	EffectiveTo    string       `json:"effective_to"`
	Interpretation string       `json:"interpretation"`
	Nodes          []policyNode `json:"nodes" nullable:"false"`
}

type versionOutput struct{ Body PolicyVersionText }

func (s *Service) getVersion(ctx context.Context, in *versionInput) (*versionOutput, error) {
	d, nodes, err := s.Version(ctx, in.ID, in.Number)
	if err != nil {
		return nil, err
	}
	return &versionOutput{Body: PolicyVersionText{
		Title: d.Title, Number: d.Number, Issuers: append([]string{}, d.Issuers...), PublishedOn: dayText(d.PublishedOn), EffectiveFrom: dayText(d.EffectiveFrom),
		EffectiveTo: dayText(d.EffectiveTo), Interpretation: d.Interpretation, Nodes: nodesOf(nodes),
	}}, nil
}

func (s *Service) deletePolicy(ctx context.Context, in *stepInput) (*struct{}, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return nil, s.Delete(ctx, in.ID, version)
}
