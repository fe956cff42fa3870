package cloud.somersault.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A parsed command line: {@code --name value}, {@code --name=value}, {@code --flag} and the words
 * between them. After {@code --} everything is a word.
 */
final class Options {
    private final Map<String, List<String>> values;
    private final List<String> words;

    private Options(Map<String, List<String>> values, List<String> words) {
        this.values = values;
        this.words = words;
    }

    /**
     * @param valued options that take a value, without dashes
     * @param flags options that take none
     */
    static Options parse(List<String> arguments, Set<String> valued, Set<String> flags) {
        var values = new HashMap<String, List<String>>();
        var words = new ArrayList<String>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals("--")) {
                words.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            }
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            var name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (valued.contains(name)) {
                if (equals < 0 && i + 1 == arguments.size()) {
                    throw new UsageException("--" + name + " needs a value");
                }
                var value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            } else if (flags.contains(name) && equals < 0) {
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add("");
            } else if (flags.contains(name)) {
                throw new UsageException("--" + name + " takes no value");
            } else {
                throw new UsageException("there is no option --" + name);
            }
        }
        return new Options(values, List.copyOf(words));
    }

    /** What was said without dashes. */
    List<String> words() {
        return words;
    }

    /** Whether a flag is there. */
    boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** The value of an option; the last one if it is there several times. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    /** All values of an option. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The value of an option that is a whole number. */
    OptionalLong number(String name, long least, long most) {
        var text = value(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--" + name + " takes a whole number, not " + text.get());
        }
        throw new UsageException(
                "--" + name + " lies between " + least + " and " + most + ", not " + text.get());
    }
}
