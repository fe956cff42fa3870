package cloud.somersault.circuits.qpy;

import cloud.somersault.circuits.qpy.QpyCircuit.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Branches, loops, switches, boxes and assignments, in the words of OpenQASM 3. */
final class FlowWords {
    private static final Set<String> NAMES =
            Set.of(
                    "IfElseOp",
                    "WhileLoopOp",
                    "ForLoopOp",
                    "SwitchCaseOp",
                    "BoxOp",
                    "BreakLoopOp",
                    "ContinueLoopOp",
                    "Store");

    private final Transcript transcript;
    private int loops;

    FlowWords(Transcript transcript) {
        this.transcript = transcript;
    }

    boolean isFlow(Instruction one) {
        return NAMES.contains(one.name());
    }

    void write(Scope scope, Instruction one) {
        switch (one.name()) {
            case "IfElseOp" -> branch(scope, one);
            case "WhileLoopOp" -> {
                transcript.line("while (" + condition(scope, one) + ") {");
                body(scope, one, one.parameters(), 0);
                transcript.line("}");
            }
            case "ForLoopOp" -> loop(scope, one);
            case "SwitchCaseOp" -> choice(scope, one);
            case "BoxOp" -> {
                transcript.line("box {");
                body(scope, one, one.parameters(), 0);
                transcript.line("}");
            }
            case "BreakLoopOp" -> transcript.line("break;");
            case "ContinueLoopOp" -> transcript.line("continue;");
            default -> store(scope, one);
        }
    }

    private static String condition(Scope scope, Instruction one) {
        return scope.text(
                one, one.condition().orElseThrow(() -> one.refused("it has no condition.")));
    }

    private void body(Scope scope, Instruction one, List<QpyValue> values, int place) {
        if (place >= values.size()
                || !(values.get(place) instanceof QpyValue.Block(QpyCircuit circuit))) {
            throw one.refused("it has no body.");
        }
        var inside = scope.inside(one, circuit, transcript.declared(circuit));
        transcript.instructions(inside);
    }

    private void branch(Scope scope, Instruction one) {
        transcript.line("if (" + condition(scope, one) + ") {");
        body(scope, one, one.parameters(), 0);
        if (one.parameters().size() > 1 && one.parameters().get(1) instanceof QpyValue.Block) {
            transcript.line("} else {");
            body(scope, one, one.parameters(), 1);
        }
        transcript.line("}");
    }

    private void loop(Scope scope, Instruction one) {
        Transcript.need(one, one.parameters().size() == 3);
        var range =
                switch (one.parameters().getFirst()) {
                    case QpyValue.Range(long start, long stop, long step) -> {
                        if (step == 0) {
                            throw one.refused("its steps are of 0.");
                        }
                        long past = step > 0 ? stop - 1 : stop + 1;
                        boolean empty = step > 0 ? start > past : start < past;
                        yield empty ? "" : "[%d:%d:%d]".formatted(start, step, past);
                    }
                    case QpyValue.Tuple(var values) ->
                            values.isEmpty()
                                    ? ""
                                    : values.stream()
                                            .map(value -> whole(one, value))
                                            .collect(Collectors.joining(", ", "{", "}"));
                    default -> throw one.refused("it runs over something that is not read.");
                };
        if (range.isEmpty()) {
            return;
        }
        var name = "loop" + loops++;
        var inside =
                one.parameters().get(1) instanceof QpyValue.Angle(Formula.Symbol(var parameter))
                        ? scope.withLoop(parameter, name)
                        : scope;
        transcript.line("for int " + name + " in " + range + " {");
        body(inside, one, one.parameters(), 2);
        transcript.line("}");
    }

    private static String whole(Instruction one, QpyValue value) {
        if (value instanceof QpyValue.Whole(long number)) {
            return Long.toString(number);
        }
        throw one.refused("it has something else than whole numbers in its list.");
    }

    private void choice(Scope scope, Instruction one) {
        Transcript.need(one, one.parameters().size() == 2);
        if (!(one.parameters().getFirst() instanceof QpyValue.Classical(var target))
                || !(one.parameters().get(1) instanceof QpyValue.Tuple(var cases))) {
            throw one.refused("its cases can't be read.");
        }
        transcript.line("switch (" + scope.text(one, target) + ") {");
        for (var each : cases) {
            if (!(each instanceof QpyValue.Tuple(var parts))
                    || parts.size() != 2
                    || !(parts.getFirst() instanceof QpyValue.Tuple(var labels))) {
                throw one.refused("its cases can't be read.");
            }
            var numbers = new ArrayList<String>();
            for (var label : labels) {
                if (!(label instanceof QpyValue.CaseDefault)) {
                    numbers.add(whole(one, label));
                }
            }
            boolean takesRest = numbers.size() < labels.size() || numbers.isEmpty();
            transcript.line(takesRest ? "default {" : "case " + String.join(", ", numbers) + " {");
            body(scope, one, parts, 1);
            transcript.line("}");
        }
        transcript.line("}");
    }

    private void store(Scope scope, Instruction one) {
        if (one.parameters().size() != 2
                || !(one.parameters().get(0) instanceof QpyValue.Classical(var to))
                || !(one.parameters().get(1) instanceof QpyValue.Classical(var from))) {
            throw one.refused("it takes two expressions.");
        }
        transcript.line(scope.text(one, to) + " = " + scope.text(one, from) + ";");
    }
}
