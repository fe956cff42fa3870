package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code ./somersault bench} starts classes of this module without the libraries of tests: none of
 * them may reach for one, which only a user would notice.
 */
class BenchmarksAloneTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("somersault.root", ".."), "somersault");
    private static final Pattern STARTED = Pattern.compile("cloud\\.somersault\\.load\\.[A-Z]\\w+");
    private static final Pattern OF_TESTS =
            Pattern.compile("(org/junit|org/assertj|org/openqa|net/jqwik)/.*");
    private static final String OURS = "cloud/somersault/";

    @ParameterizedTest
    @MethodSource("started")
    void what_the_launcher_starts_needs_no_library_of_tests(String benchmark) throws IOException {
        assertThat(reachedFor(benchmark.replace('.', '/'))).isEmpty();
    }

    @Test
    void a_test_itself_does_reach_for_them() throws IOException {
        assertThat(reachedFor(getClass().getName().replace('.', '/')))
                .anyMatch(found -> found.contains("org/assertj"));
    }

    static Stream<String> started() throws IOException {
        return STARTED.matcher(Files.readString(LAUNCHER))
                .results()
                .map(MatchResult::group)
                .distinct();
    }

    /** Libraries of tests that a class names, or one of ours that it names. */
    private static List<String> reachedFor(String first) throws IOException {
        var found = new ArrayList<String>();
        var seen = new HashSet<>(List.of(first));
        var left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            var reader = left.remove();
            for (var name : named(reader)) {
                if (OF_TESTS.matcher(name).matches()) {
                    found.add(reader + " -> " + name);
                } else if (name.startsWith(OURS) && seen.add(name)) {
                    left.add(name);
                }
            }
        }
        return found;
    }

    private static List<String> named(String reader) throws IOException {
        try (var file =
                BenchmarksAloneTest.class.getClassLoader().getResourceAsStream(reader + ".class")) {
            assertThat(file).as(reader).isNotNull();
            var pool = ClassFile.of().parse(file.readAllBytes()).constantPool();
            return StreamSupport.stream(pool.spliterator(), false)
                    .filter(ClassEntry.class::isInstance)
                    .map(entry -> ((ClassEntry) entry).asInternalName())
                    .toList();
        }
    }
}
