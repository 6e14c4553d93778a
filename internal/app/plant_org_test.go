package app_test

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/staffing"
)

// orgRelations are those of what belongs to a department.
var orgRelations = []string{"own_department", "other_department", "other_division", prooftest.None}

// departmentOf returns the department that a relation stands for; for what is not
// there, one that is.
func (w *world) departmentOf(relation string) org.Department {
	code := map[string]string{"other_department": "dept-b", "other_division": "dept-c"}[relation]
	if code == "" {
		code = "dept-a"
	}
	found, err := w.Org.DepartmentsByCode(w.t.Context(), []string{code})
	if err != nil {
		panic(err)
	}
	return found[code]
}

// plantOrg plants, in each department, an office, a post, a person, what the
// person holds, and a handover.
func plantOrg(w *world) {
	for _, relation := range orgRelations {
		for kind, make := range orgMakers {
			o, err := make(w.t.Context(), w, relation)
			if err != nil {
				w.t.Fatalf("plant %s %s: %v", kind, relation, err)
			}
			w.keep(kind, relation, o)
		}
	}
}

// orgMakers make what the organisation holds. What one operation changes for good
// is planted for it alone.
var orgMakers = map[string]func(ctx context.Context, w *world, relation string) (prooftest.Object, error){
	"office": makeOffice, "office_changed": makeOffice, "office_moved": makeOffice, "office_closed": makeOffice,
	"post": makePost, "post_changed": makePost, "post_closed": makePost,
	"person": makePerson, "person_served": makePerson, "person_leaving": makePerson,
	"tenure": makeTenure, "service": makeService, "handover": makeHandover,
}

// missing is what stands for a thing that is not there.
func missing(o prooftest.Object) prooftest.Object {
	o["id"], o["version"] = kernel.NewID(), "1"
	return o
}

func makeOffice(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	o := prooftest.Object{"target": w.departmentOf("other_department").ID}
	if relation == prooftest.None {
		return missing(o), nil
	}
	above := w.departmentOf(relation)
	n := w.number()
	d, err := w.Org.AddDepartment(w.system(), org.DepartmentForm{
		Code: fmt.Sprintf("office-%d", n), Name: fmt.Sprintf("第%d办", n), Division: above.Division, Parent: above.ID, Position: -1,
	})
	o["id"], o["version"] = d.ID, fmt.Sprint(d.Version)
	return o, err
}

func makePost(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	person, err := makePerson(w.t.Context(), w, relation)
	o := prooftest.Object{"person": person["id"]}
	if err != nil || relation == prooftest.None {
		return missing(o), err
	}
	p, err := w.Staffing.AddPost(w.system(), w.departmentOf(relation).ID, staffing.PostForm{Name: fmt.Sprintf("第%d岗", w.number()), Headcount: 5})
	o["id"], o["version"] = p.ID, fmt.Sprint(p.Version)
	return o, err
}

func makePerson(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	d := w.departmentOf(relation)
	o := prooftest.Object{"division": d.Division, "target": w.departmentOf("other_department").ID}
	if relation == prooftest.None {
		return missing(o), nil
	}
	n := w.number()
	id, err := w.Staffing.AddPerson(w.system(), staffing.NewPerson{Login: fmt.Sprintf("object%d", n), Name: fmt.Sprintf("人示例%d", n), Department: d.ID})
	o["id"], o["login"] = id, fmt.Sprintf("object%d", n)
	return o, err
}

func makeTenure(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	post, err := makePost(ctx, w, relation)
	if err != nil || relation == prooftest.None {
		return missing(prooftest.Object{}), err
	}
	// The first post of one's own department is the main one, the second is held in part.
	second, err := makePost(ctx, w, relation)
	if err != nil {
		return nil, err
	}
	for _, p := range []string{post["id"], second["id"]} {
		if err := w.Staffing.Appoint(w.system(), post["person"], p); err != nil {
			return nil, err
		}
	}
	file, err := w.Staffing.Person(w.system(), post["person"])
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": file.Held[len(file.Held)-1].ID}, nil
}

func makeService(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return missing(prooftest.Object{}), nil
	}
	person, err := makePerson(ctx, w, relation)
	if err != nil {
		return nil, err
	}
	a, err := w.Staffing.Assign(w.system(), person["id"], person["division"], staffing.Specialist)
	return prooftest.Object{"id": a.ID}, err
}

func makeHandover(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return missing(prooftest.Object{}), nil
	}
	person, err := makePerson(ctx, w, relation)
	if err != nil {
		return nil, err
	}
	h, err := w.Staffing.HandOver(w.system(), staffing.Order{Kind: staffing.Leave, Staff: person["id"]})
	return prooftest.Object{"id": h.ID}, err
}
