package cloud.somersault.tuning.workshop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of one command, {@code --name value} or {@code --name=value}, all of them known. */
record Arguments(Map<String, String> values) {

    /** What was typed can't be meant; the message says why. */
    static final class WrongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongException(String message) {
            super(message);
        }
    }

    static Arguments of(List<String> typed, Set<String> known) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < typed.size(); i++) {
            var word = typed.get(i);
            int equals = word.indexOf('=');
            var name =
                    word.startsWith("--")
                            ? word.substring(2, equals < 0 ? word.length() : equals)
                            : "";
            if (!known.contains(name)) {
                throw new WrongException("what is " + word + "?");
            }
            if (equals < 0 && i + 1 == typed.size()) {
                throw new WrongException("--" + name + " needs a value");
            }
            values.put(name, equals < 0 ? typed.get(++i) : word.substring(equals + 1));
        }
        return new Arguments(Map.copyOf(values));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String needed(String name, String what) {
        return text(name).orElseThrow(() -> new WrongException("where to? --" + name + " " + what));
    }

    int whole(String name, int least, int usual) {
        var text = text(name);
        try {
            int number = text.map(Integer::parseInt).orElse(usual);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new WrongException("--" + name + " takes a whole number, not " + text.orElse(""));
        }
        throw new WrongException("--" + name + " is at least " + least);
    }

    double decimal(String name, double usual) {
        var text = text(name);
        try {
            double number = text.map(Double::parseDouble).orElse(usual);
            if (number > 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new WrongException("--" + name + " takes a number, not " + text.orElse(""));
        }
        throw new WrongException("--" + name + " is above 0");
    }
}
