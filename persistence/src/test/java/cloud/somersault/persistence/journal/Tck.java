package cloud.somersault.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.scalatest.Args;
import org.scalatest.Args$;
import org.scalatest.Suite;
import org.scalatest.events.Event;
import org.scalatest.events.SuiteAborted;
import org.scalatest.events.TestCanceled;
import org.scalatest.events.TestFailed;
import org.scalatest.events.TestIgnored;
import org.scalatest.events.TestPending;
import org.scalatest.events.TestSucceeded;
import scala.Option;
import scala.jdk.javaapi.OptionConverters;

/**
 * Runs a suite of Pekko's technology compatibility kit and makes a JUnit test of each of its tests.
 */
final class Tck {
    private Tck() {}

    static Config config(Path folder) {
        return ConfigFactory.parseString(
                        """
                        somersault.data-directory = "%s"
                        pekko.persistence.journal.plugin = "somersault.journal"
                        pekko.persistence.snapshot-store.plugin = "somersault.snapshot-store"
                        """
                                .formatted(folder))
                .withFallback(ConfigFactory.load());
    }

    static List<DynamicTest> run(Suite suite, int tests) {
        var seen = new ArrayList<Event>();
        var defaults = Args$.MODULE$;
        var status =
                suite.run(
                        Option.empty(),
                        new Args(
                                seen::add,
                                defaults.$lessinit$greater$default$2(),
                                defaults.$lessinit$greater$default$3(),
                                defaults.$lessinit$greater$default$4(),
                                defaults.$lessinit$greater$default$5(),
                                defaults.$lessinit$greater$default$6(),
                                defaults.$lessinit$greater$default$7(),
                                defaults.$lessinit$greater$default$8(),
                                defaults.$lessinit$greater$default$9(),
                                defaults.$lessinit$greater$default$10()));
        var found = seen.stream().flatMap(event -> test(event).stream()).toList();
        assertThat(found).as("tests that the kit ran").hasSize(tests);
        assertThat(status.succeeds() || seen.stream().anyMatch(TestFailed.class::isInstance))
                .as("a suite that fails names the test")
                .isTrue();
        return found;
    }

    private static List<DynamicTest> test(Event event) {
        return switch (event) {
            case TestSucceeded it -> List.of(DynamicTest.dynamicTest(it.testName(), () -> {}));
            case TestFailed it ->
                    List.of(
                            failed(
                                    it.testName(),
                                    it.message(),
                                    OptionConverters.toJava(it.throwable())));
            case SuiteAborted it ->
                    List.of(
                            failed(
                                    it.suiteName(),
                                    it.message(),
                                    OptionConverters.toJava(it.throwable())));
            case TestCanceled it -> List.of(failed(it.testName(), it.message(), Optional.empty()));
            case TestIgnored it ->
                    List.of(failed(it.testName(), "ignored by the kit", Optional.empty()));
            case TestPending it ->
                    List.of(failed(it.testName(), "pending in the kit", Optional.empty()));
            default -> List.of();
        };
    }

    private static DynamicTest failed(String name, String message, Optional<Throwable> cause) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    throw new AssertionError(message, cause.orElse(null));
                });
    }
}
