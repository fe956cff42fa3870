package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a text is said with its exact place and a stable code. */
class RefusalsTest {

    /** Statements stand on line 2, after version, include, {@code qubit[3] q; bit[2] c;}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    h q[3];                                  | 2:5 index-out-of-range
                    h q[-4];                                 | 2:5 index-out-of-range
                    h q[0:3];                                | 2:5 index-out-of-range
                    h q[2:1];                                | 2:4 empty-range
                    h q[0][0];                               | 2:7 not-indexable
                    h q[0, 1];                               | 2:4 too-many-indices
                    h r;                                     | 2:3 unknown-name
                    h c;                                     | 2:3 not-a-qubit
                    hadamard q;                              | 2:1 unknown-gate
                    cx q[0];                                 | 2:1 wrong-operand-count
                    cx q[0], q[0];                           | 2:10 repeated-qubit
                    cx q, q[0:1];                            | 2:7 size-mismatch
                    rx q[0];                                 | 2:1 wrong-parameter-count
                    h(0.5) q[0];                             | 2:1 wrong-parameter-count
                    rx(1/0) q[0];                            | 2:5 division-by-zero
                    rx(log(0)) q[0];                         | 2:4 not-finite
                    rx(1e400) q[0];                          | 2:4 not-finite
                    rx(sine(1)) q[0];                        | 2:4 unknown-function
                    rx(sin(1, 2)) q[0];                      | 2:4 wrong-argument-count
                    rx(q) q[0];                              | 2:4 qubit-in-formula
                    rx(c) q[0];                              | 2:4 known-only-at-run-time
                    rx(0.5 q[0];                             | 2:8 unexpected-word
                    rx(0.5)) q[0];                           | 2:8 unexpected-word
                    h q[0]                                   | 2:7 expected-semicolon
                    h q[0] x q[1];                           | 2:7 expected-semicolon
                    qubit[0] a;                              | 2:10 empty-register
                    qubit a[2];                              | 2:8 misplaced-size
                    bit b[2];                                | 2:6 misplaced-size
                    qubit q;                                 | 2:1 duplicate-name
                    qubit x;                                 | 2:1 duplicate-name
                    h $0;                                    | 2:3 mixed-qubits
                    include "other.inc";                     | 2:1 unknown-include
                    include other;                           | 2:9 unexpected-word
                    OPENQASM 3.0;                            | 2:1 misplaced-version
                    const int n;                             | 2:11 missing-value
                    const int n = 0.5;                       | 2:15 type-mismatch
                    const uint[2] n = 4;                     | 2:19 number-out-of-range
                    const int n = 1; n = 2;                  | 2:18 assignment-to-constant
                    float n = c;                             | 2:11 unsupported-assignment
                    int n = 9223372036854775807 + 1;         | 2:29 number-too-large
                    int n = 99999999999999999999;            | 2:9 number-too-large
                    bit b = 2;                               | 2:9 number-out-of-range
                    c[0] = 2;                                | 2:8 number-out-of-range
                    float f; if (c == 1) { f = 2; }          | 2:24 unsupported-assignment
                    if (c == 1) { qubit a; }                 | 2:15 misplaced-declaration
                    if (c == 0.5) x q[0];                    | 2:7 type-mismatch
                    if (q) x q[0];                           | 2:5 qubit-in-formula
                    if (c == 1) { x q[0];                    | 2:22 unexpected-word
                    }                                        | 2:1 unexpected-word
                    { x q[0];                                | 2:10 unexpected-word
                    input float theta;                       | 2:13 missing-input
                    output float f;                          | 2:8 unsupported-output
                    let a = q[0] ++ q[0];                    | 2:17 repeated-qubit
                    let a = c ++ q;                          | 2:14 not-a-bit
                    measure q[0];                            | 2:1 measurement-without-bit
                    measure q -> c;                          | 2:14 size-mismatch
                    c = measure q[0];                        | 2:1 size-mismatch
                    delay[40] q;                             | 2:1 type-mismatch
                    delay[40dt] q;                           | 2:7 unsupported-unit
                    delay[-1ns] q;                           | 2:1 number-out-of-range
                    delay q;                                 | 2:7 unexpected-word
                    ctrl x q[0], q[1];                       | 2:6 unexpected-word
                    ctrl(0) @ x q[0];                        | 2:1 number-out-of-range
                    inv(2) @ x q[0];                         | 2:1 wrong-argument-count
                    pow @ x q[0];                            | 2:1 wrong-argument-count
                    pow(1/2) @ rccx q[0], q[1], q[2];        | 2:1 unsupported-power
                    gate g a { h b; }                        | 2:14 unknown-name
                    gate g a { g a; }                        | 2:12 recursive-gate
                    gate g a { reset a; }                    | 2:12 not-unitary
                    gate g a { h a[0]; }                     | 2:15 not-indexable
                    gate g(t) a { rx(s) a; }                 | 2:18 unknown-name
                    gate g a, a { }                          | 2:11 duplicate-name
                    gate h a { }                             | 2:6 duplicate-name
                    gate g a { cx a, a; }                    | 2:18 repeated-qubit
                    for int i in [0:2] { h q[i]              | 2:28 expected-semicolon
                    for i in [0:2] { }                       | 2:5 unexpected-word
                    for int i in [0:0:2] { }                 | 2:15 malformed-range
                    for int i in [0:] { }                    | 2:15 unbounded-range
                    for int i in q { }                       | 2:14 qubit-in-formula
                    for int i in [0:3] { h q[i]; }           | 2:26 index-out-of-range
                    while (true) { h q; }                    | 2:16 too-many-operations
                    switch (1) { case 1 { } case 1 { } }     | 2:30 duplicate-case
                    def f(qubit a) { f(a); } f(q[0]);        | 2:18 recursive-subroutine
                    extern f(int) -> int; int i = f(1);      | 2:31 extern-call
                    defcal x $0                              | 2:12 unexpected-word
                    box[20ns] { h q; }                       | 2:4 unsupported-box-duration
                    array[int, 3] a; a[3] = 1;               | 2:20 index-out-of-range
                    if (c[0]) break;                         | 2:11 misplaced-break
                    x[20ns] q[0];                            | 2:2 unsupported-gate-duration
                    h q[0]; %                                | 2:9 unexpected-word
                    h q[0]; ?                                | 2:9 unexpected-character
                    rx(12abc) q[0];                          | 2:4 malformed-number
                    include "stdgates.inc;                   | 2:9 unterminated-string
                    h q[0]; /* never closed                  | 2:9 unterminated-comment
                    """)
    void openqasm_3_says_where_and_what(String statements, String complaint) {
        var text = Texts.header(3, 2) + statements;
        assertThat(Texts.complaints(Language.OPENQASM_3, text).getFirst()).isEqualTo(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    h q[2];                           | 2:5 index-out-of-range
                    foo q[0];                         | 2:1 unknown-gate
                    cx q[0],q[0];                     | 2:9 repeated-qubit
                    rx q[0];                          | 2:1 wrong-parameter-count
                    qreg r;                           | 2:7 unexpected-word
                    gate h a { }                      | 2:6 duplicate-name
                    gate g a { x b; }                 | 2:14 unknown-name
                    gate g a { measure a -> c; }      | 2:12 not-unitary
                    opaque magic a; magic q[0];       | 2:17 opaque-gate
                    if(c=1) x q[0];                   | 2:5 unexpected-word
                    if(c==-1) x q[0];                 | 2:7 unexpected-word
                    if(d==1) x q[0];                  | 2:4 unknown-name
                    measure q[0];                     | 2:13 unexpected-word
                    measure q[0] -> c;                | 2:17 size-mismatch
                    barrier r;                        | 2:9 unknown-name
                    const int n = 1;                  | 2:1 unsupported-const
                    ctrl @ x q[0],q[1];               | 2:1 unsupported-ctrl
                    rx(pi/) q[0];                     | 2:7 unexpected-word
                    include "stdgates.inc";           | 2:1 unknown-include
                    """)
    void openqasm_2_says_where_and_what(String statements, String complaint) {
        var text = "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[2];\n" + statements;
        assertThat(Texts.complaints(Language.OPENQASM_2, text).getFirst()).isEqualTo(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    H q[2]                            | 3:5 index-out-of-range
                    HH q[0]                           | 3:1 unknown-gate
                    h q[0]                            | 3:1 unknown-gate
                    CNOT q[0],q[0]                    | 3:11 repeated-qubit
                    RX q[0]                           | 3:1 wrong-parameter-count
                    RX q[0],(0.1                      | 3:13 unexpected-word
                    RX q[0],(0.1,0.2)                 | 3:1 wrong-parameter-count
                    H q[0] q[1]                       | 3:8 unexpected-word
                    MEASURE q[0]                      | 3:13 unexpected-word
                    MEASURE q[0],q[1]                 | 3:14 not-a-bit
                    DAGGER                            | 3:1 unterminated-block
                    ENDDAGGER                         | 3:1 unexpected-word
                    QWHILE c[0]<3                     | 3:1 unterminated-block
                    c[0]=c[0]+2                       | 3:10 size-mismatch
                    H q[c[0]]                         | 3:5 known-only-at-run-time
                    DEF f(q[0])                       | 3:1 unsupported-def
                    QINIT 3                           | 3:7 duplicate-name
                    RESET c[0]                        | 3:7 not-a-qubit
                    """)
    void originir_says_where_and_what(String statement, String complaint) {
        var text = "QINIT 2\nCREG 2\n" + statement + "\n";
        assertThat(Texts.complaints(Language.ORIGINIR, text).getFirst()).isEqualTo(complaint);
    }

    @Test
    void what_cannot_be_undone_cannot_stand_in_a_dagger_block() {
        var text = "QINIT 2\nCREG 2\nDAGGER\nMEASURE q[0],c[0]\nENDDAGGER\n";
        assertThat(Texts.complaints(Language.ORIGINIR, text)).containsExactly("4:1 not-unitary");
    }

    @Test
    void several_mistakes_are_told_at_once() {
        var text =
                """
                OPENQASM 3.0;
                include "stdgates.inc";
                qubit[2] q;
                hh q[0];
                cx q[0], q[2];
                rx(0.5 q[0];
                x q[1]
                y q[0];
                z r;
                """;
        assertThat(Texts.complaints(Language.OPENQASM_3, text))
                .containsExactly(
                        "4:1 unknown-gate",
                        "5:12 index-out-of-range",
                        "6:8 unexpected-word",
                        "7:7 expected-semicolon",
                        "9:3 unknown-name");
    }

    @Test
    void a_wrong_declaration_is_told_once_and_not_at_every_use() {
        var text = "include \"stdgates.inc\"; qubit[n] q; gate g a { foo a; } h q; g q; x q[0];";
        assertThat(Texts.complaints(Language.OPENQASM_3, text))
                .containsExactly("1:31 unknown-name", "1:48 unknown-gate");
    }

    @Test
    void no_more_than_twenty_mistakes_are_told() {
        var text = Texts.header(1, 0) + "foo q;\n".repeat(1000);
        assertThat(Texts.diagnostics(Language.OPENQASM_3, text)).hasSize(20);
    }

    @Test
    void a_misspelt_gate_gets_a_suggestion() {
        assertThat(hint("hh q;")).isEqualTo("did you mean 'h'?");
        assertThat(hint("CNOT q[0], q[1];")).isEmpty();
        assertThat(hint("cxx q[0], q[1];")).isEqualTo("did you mean 'cx'?");
        assertThat(hint("sawp q[0], q[1];")).isEqualTo("did you mean 'swap'?");
        assertThat(hint("cnot q[0], q[1];"))
                .isEqualTo(
                        "this is Amazon Braket's name for it:"
                                + " leave the include out to use its gates");
        assertThat(hint("gate entangle a { } entagle q;")).isEqualTo("did you mean 'entangle'?");
    }

    private static String hint(String statements) {
        return Texts.diagnostics(Language.OPENQASM_3, Texts.header(2, 0) + statements)
                .getFirst()
                .hint()
                .orElse("");
    }

    @Test
    void a_missing_library_is_named() {
        assertThat(Texts.diagnostics(Language.OPENQASM_3, "qubit q; sdg q;").getFirst().hint())
                .contains("write include \"stdgates.inc\"; before it");
        assertThat(Texts.diagnostics(Language.OPENQASM_2, "qreg q[1]; h q;").getFirst().hint())
                .contains("write include \"qelib1.inc\"; before it");
    }

    @Test
    void the_wrong_language_is_named() {
        assertThat(Texts.diagnostics(Language.OPENQASM_3, "OPENQASM 2.0;").getFirst().hint())
                .contains("this is OpenQASM 2: name openqasm-2 as its language");
        assertThat(Texts.diagnostics(Language.OPENQASM_2, "OPENQASM 3;").getFirst().hint())
                .contains("this is OpenQASM 3: name openqasm-3 as its language");
    }

    @Test
    void a_diagnostic_shows_its_place() {
        var text = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\n\tswop q[0], q[1];\n";
        assertThat(Texts.diagnostics(Language.OPENQASM_3, text).getFirst().pretty())
                .isEqualTo(
                        """
                        error[unknown-gate]: there is no gate 'swop'
                         --> line 4, column 2
                        4 |  swop q[0], q[1];
                          |  ^
                          = help: did you mean 'swap'?
                        """);
    }

    @Test
    void of_an_overlong_line_the_part_around_the_place_is_shown() {
        var text = Texts.header(1, 0) + "x q;".repeat(100_000) + "y r;";
        var diagnostic = Texts.diagnostics(Language.OPENQASM_3, text).getFirst();
        assertThat(diagnostic.column()).isEqualTo(400_003);
        assertThat(diagnostic.sourceLine().length()).isLessThan(300);
        var lines = diagnostic.pretty().lines().toList();
        assertThat(lines.get(2).charAt(lines.get(3).indexOf('^'))).isEqualTo('r');
    }

    @Test
    void an_input_that_is_not_finite_is_refused() {
        var reading =
                Programs.read(
                        "input float a;",
                        Language.OPENQASM_3,
                        ReadLimits.DEFAULT,
                        Map.of("a", Double.NaN));
        assertThat(reading).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void an_empty_text_is_an_empty_program() {
        for (var language : Language.values()) {
            assertThat(Texts.circuit(language, ""))
                    .isEqualTo(new cloud.somersault.circuits.Circuit(0, List.of(), List.of()));
        }
    }
}
