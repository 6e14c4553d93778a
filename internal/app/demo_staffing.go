package app

import (
	"context"
	"errors"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/org/staffing"
)

// demoPosts makes the posts of the demo city and seats its people on them.
func (a *App) demoPosts(ctx context.Context) error {
	var codes []string
	for _, p := range demo.Posts() {
		codes = append(codes, p.Department)
	}
	departments, err := a.Org.DepartmentsByCode(ctx, codes)
	if err != nil {
		return err
	}
	seats := map[string]string{}
	for _, p := range demo.Posts() {
		made, err := a.Staffing.AddPost(ctx, departments[p.Department].ID, staffing.PostForm{Name: p.Name, Duty: p.Duty, Headcount: p.Headcount})
		if errors.Is(err, staffing.ErrPostTaken) { // the step was cut short before
			continue
		}
		if err != nil {
			return err
		}
		for _, login := range p.Holders {
			seats[login] = made.ID
		}
	}
	return a.Staffing.Seat(ctx, seats)
}

// demoNetwork says who looks after which place of the demo city.
func (a *App) demoNetwork(ctx context.Context) error {
	rows := demo.Services()
	logins := make([]string, len(rows))
	for i, r := range rows {
		logins[i] = r.Login
	}
	people, err := a.Staffing.People.ByLogin(ctx, logins)
	if err != nil {
		return err
	}
	for _, r := range rows {
		_, err := a.Staffing.Assign(ctx, people[r.Login].ID, r.Division, staffing.Role(r.Role))
		if err != nil && !errors.Is(err, staffing.ErrAlreadyHolds) {
			return err
		}
	}
	return nil
}
