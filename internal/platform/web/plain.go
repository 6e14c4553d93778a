package web

import (
	"encoding/json"
	"net/http"
)

// writeProblem answers outside an operation. An empty detail takes the one of
// the status.
func writeProblem(w http.ResponseWriter, r *http.Request, status int, code, detail string) {
	problemOf(r, status, code, detail).write(w)
}

func problemOf(r *http.Request, status int, code, detail string) *Problem {
	p := fromHuma(r.Context(), status)
	if code != "" {
		p.Code = code
	}
	if detail != "" {
		p.Detail = detail
	}
	return p
}

func (p *Problem) write(w http.ResponseWriter) {
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client is gone if this fails
}

// NotFound answers every address of the API that no operation serves.
func NotFound() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, r, http.StatusNotFound, "", "")
	})
}
