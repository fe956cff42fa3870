package cloud.somersault.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of all that the runs under load have shown: figures beside their goals, and plots. One
 * file, no scripts, nothing from elsewhere; light and dark. {@code ./somersault bench report}.
 */
public final class LoadReport {
    private static final List<String> RUNS =
            List.of("lifetime", "overload", "chaos", "chaos-cassandra");

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Somersault under load</title>
            <style>
            :root { --paper:#fff; --ink:#1b1f24; --soft:#59636e; --line:#d8dee4; --mark:#8c959f33; --bad:#b3261e; --good:#1a7f37;
              --c0:#0072b2; --c1:#d55e00; --c2:#009e73; --c3:#cc79a7; --c4:#e69f00; --c5:#56b4e9; }
            @media (prefers-color-scheme: dark) { :root { --paper:#12161c; --ink:#e6edf3; --soft:#9aa6b2; --line:#30363d; --mark:#8c959f40;
              --bad:#ff8a80; --good:#56d364; --c0:#4aa8e0; --c1:#ff8f4d; --c2:#3ecf9f; --c3:#e5a3c6; --c4:#f2b84b; --c5:#8fd0f5; } }
            body { background:var(--paper); color:var(--ink); font:16px/1.5 system-ui, sans-serif; margin:0 auto; max-width:1380px; padding:24px; }
            h1, h2 { line-height:1.2; } h2 { margin-top:48px; border-top:1px solid var(--line); padding-top:24px; }
            p { max-width:75ch; color:var(--soft); }
            table { border-collapse:collapse; margin:16px 0; } td, th { padding:4px 16px 4px 0; border-bottom:1px solid var(--line); text-align:left; }
            td.v { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; } .good { color:var(--good); } .bad { color:var(--bad); font-weight:600; }
            .plots { display:grid; grid-template-columns:repeat(auto-fit, minmax(min(100%, 560px), 1fr)); gap:24px; }
            figure { margin:0; } figcaption { font-weight:600; } svg { width:100%; height:auto; }
            svg text { fill:var(--soft); font:12px system-ui, sans-serif; } .grid { stroke:var(--line); fill:none; } .mark { fill:var(--mark); }
            svg path { fill:none; stroke-width:1.6; stroke-linejoin:round; } .key { margin:0; font-size:14px; } .key span { margin-right:20px; }
            .c0 { stroke:var(--c0); } .c1 { stroke:var(--c1); } .c2 { stroke:var(--c2); } .c3 { stroke:var(--c3); } .c4 { stroke:var(--c4); } .c5 { stroke:var(--c5); }
            .k0 { color:var(--c0); } .k1 { color:var(--c1); } .k2 { color:var(--c2); } .k3 { color:var(--c3); } .k4 { color:var(--c4); } .k5 { color:var(--c5); }
            </style></head><body>
            <h1>Somersault under load</h1>
            """;

    private LoadReport() {}

    /**
     * By hand: {@code --in} the folder of findings, {@code --to} the page, {@code --about} what it
     * ran on.
     */
    public static void main(String[] words) throws IOException {
        var options = Options.of(words, "out", "to", "about");
        var folder = options.out();
        var runs = new ArrayList<Findings>();
        for (var name : RUNS) {
            var file = folder.resolve(name + ".json");
            if (Files.exists(file)) {
                runs.add(Findings.read(file));
            } else {
                System.out.println("no run of " + name + " in " + folder);
            }
        }
        var page = Path.of(options.text("to", folder.resolve("load-report.html").toString()));
        Files.writeString(page, page(runs, options.text("about", "")));
        System.out.println(page);
    }

    /** The page. */
    static String page(List<Findings> runs, String about) {
        var page = new StringBuilder(HEAD);
        page.append("<p>Made by <code>./somersault bench report</code> of what the runs left. ")
                .append(Plot.escaped(about))
                .append("</p>\n");
        for (var run : runs) {
            page.append("<h2>").append(Plot.escaped(run.title())).append("</h2>\n<p>");
            page.append(Plot.escaped(run.about())).append("</p>\n<table>\n");
            run.figures().forEach(figure -> page.append(row(figure)));
            page.append("</table>\n<div class=\"plots\">\n");
            run.charts().forEach(chart -> page.append(Plot.of(chart)));
            page.append("</div>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private static String row(Findings.Figure figure) {
        var goal =
                figure.goal().isEmpty()
                        ? "<td></td>"
                        : "<td class=\"%s\">%s, %s</td>"
                                .formatted(
                                        figure.reached() ? "good" : "bad",
                                        figure.reached() ? "reached" : "missed",
                                        Plot.escaped(figure.goal()));
        return "<tr><th scope=\"row\">%s</th><td class=\"v\">%s</td>%s</tr>\n"
                .formatted(Plot.escaped(figure.what()), Plot.escaped(figure.value()), goal);
    }
}
