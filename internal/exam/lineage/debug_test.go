package lineage
import ("testing";"os";"fmt";"strings")
func TestDebug(t *testing.T){
 s,err:=readSet(os.Getenv("SET")); if err!=nil{t.Skip()}
 fs,err:=s.marked(os.Getenv("SET")); if err!=nil{t.Fatal(err)}
 for i:=range fs { f:=&fs[i]
  fmt.Printf("%s %s %q %s [%s %d..%d] true %d %v\n",f.Incident,f.Slot,f.Value,f.Norm.Name,f.Standing,f.OriginsMin,f.OriginsMax,len(s.key.facts[i].informants),s.key.facts[i].informants)
  for _,g:=range f.OriginGroups{ sp:=""; if g.Span!=nil{sp=g.Span.Text}; fmt.Printf("     = %d %s [%s]\n",len(g.Statements),g.Reason,strings.ReplaceAll(sp,"\n"," "))}
 }
}
