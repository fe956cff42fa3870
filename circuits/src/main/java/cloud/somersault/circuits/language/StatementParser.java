package cloud.somersault.circuits.language;

import java.util.List;
import java.util.Optional;

/** A parser of one of the languages. Reports what is wrong and goes on behind it. */
interface StatementParser {
    /** The next statement of the outermost level; empty at the end of the text. */
    Optional<Statement> next();

    /** The annotations and pragmas so far; only OpenQASM 3 has them. */
    default List<Annotation> annotations() {
        return List.of();
    }
}
