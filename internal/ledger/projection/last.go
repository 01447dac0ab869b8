package projection

import "bytes"

// last is the state of a wide incident's page as this projector wrote it.
type last struct {
	body   []byte
	claims map[string]Claim
}

// Pages of so many reports are remembered, and how many of them.
const wide, mostLast = 12, 6

// stands remembers the state of a page that was just written.
func (p *Projector) stands(id string, page *Page, body []byte, claims map[string]Claim) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.last[id]; !ok {
		if len(page.Reports) < wide {
			return
		}
		if len(p.lasts) == mostLast {
			delete(p.last, p.lasts[0])
			p.lasts = p.lasts[1:]
		}
		p.lasts = append(p.lasts, id)
	}
	p.last[id] = &last{body, claims}
}

// stood are the claims of the state that was before a page's new one, where it is
// known: what was written may have been taken back, or another may have written since,
// so the bytes are compared. nil where it is not known.
func (p *Projector) stood(id string, before []byte) map[string]Claim {
	if before == nil {
		return map[string]Claim{}
	}
	p.mu.Lock()
	l := p.last[id]
	p.mu.Unlock()
	if l == nil || !bytes.Equal(l.body, before) {
		return nil
	}
	return l.claims
}

// forget drops what is remembered of an incident that has no page any more.
func (p *Projector) forget(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last[id] != nil {
		p.last[id] = &last{}
	}
}
