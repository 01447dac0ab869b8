package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"hearsay": func() { os.Exit(Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScript runs the program as a user does: testdata/script holds a session a
// file. The reports in them are invented.
func TestScript(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			return nil
		},
		Condition: func(cond string) (bool, error) { return cond == "root" && os.Geteuid() == 0, nil },
		Cmds:      map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "zeros": zeros, "made": made},
	})
}

// exits CODE COMMAND... runs a command that must end with that exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("exits CODE COMMAND...: %v", err)
	}
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if left := (*exec.ExitError)(nil); errors.As(err, &left) {
		got = left.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// made by newer|older FILE leaves a ledger as another version of the program would
// that makes other records.
func made(ts *testscript.TestScript, _ bool, args []string) {
	s, err := sqlite.Open(ts.MkAbs(args[2]), sqlite.Options{})
	ts.Check(err)
	p := projection.Records
	p.Version += map[string]int{"newer": 1, "older": -1}[args[1]]
	ts.Check(s.Write(context.Background(), func(tx ledger.Tx) error { return tx.SetApplied(p, 1) }))
	ts.Check(s.Close())
}

// zeros FILE BYTES makes a file of that many zero bytes, which takes no room.
func zeros(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(n))
	ts.Check(f.Close())
}
