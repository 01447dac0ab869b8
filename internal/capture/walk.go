package capture

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// reportEndings are the endings of files that Walk takes for reports.
var reportEndings = strings.Fields(".txt .text .article .html .htm .xhtml .md .markdown .pdf .docx .eml")

// Walk lists the report files below dir, sorted by path: regular files that
// end as texts, pages, PDF, Word, mail and Markdown files do, in every folder that is not hidden. Files it
// passes over are listed in skipped. Each of failed is an *Error: a folder that
// cannot be entered, or dir itself where it holds no report.
func Walk(dir string) (found, skipped []string, failed []error) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			failed = append(failed, systemError(path, err))
			return nil
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != dir
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
		case isReport(path):
			found = append(found, path)
		default:
			skipped = append(skipped, path)
		}
		return nil
	})
	slices.Sort(found)
	slices.Sort(skipped)
	if len(found) == 0 && len(failed) == 0 {
		failed = append(failed, noReports(dir, len(skipped)))
	}
	return found, skipped, failed
}

func noReports(dir string, skipped int) error {
	e := &Error{URI: dir, Reason: "holds no reports", Advice: "put files in it that end in .txt, .html, .pdf, .docx, .eml or .md"}
	switch {
	case skipped == 1:
		e.Advice = "its one file does not end as a report does (.txt, .html, .pdf …): rename it or name it by itself"
	case skipped > 1:
		e.Advice = fmt.Sprintf("none of its %d files ends as a report does (.txt, .html, .pdf …): rename them or name each by itself", skipped)
	}
	return e
}

// isReport follows links: a linked report is a report, a linked folder is not
// entered, so that a ring of links cannot trap the walk.
func isReport(path string) bool {
	if !slices.Contains(reportEndings, strings.ToLower(filepath.Ext(path))) {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
