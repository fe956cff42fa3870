package cloud.somersault.http;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the house has agreed on, as far as a machine can see it. This module sees every server. */
class HouseRulesTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("cloud.somersault");

    /** From the left to the right of the house: each may use everything before it. */
    private static final List<String> ROOMS =
            List.of("circuits", "simulators", "chip", "job", "tuning", "persistence", "http");

    /** In the actor modules, who may know Pekko: actors, what they are told, and a few by name. */
    private static final Set<String> PEKKO_ENDINGS = Set.of("Actor", "Protocol", "Migration");

    private static final Set<String> PEKKO_SHELLS =
            Set.of(
                    "Chips",
                    "Calibrations",
                    "Restarts",
                    "Jobs",
                    "Sessions",
                    "WorkersHere",
                    "Lane",
                    "Tunings",
                    // Parts of JobActor ...
                    "AtDesk",
                    "AtScheduler",
                    "DeskHere",
                    "JobSurroundings",
                    "KeptCounts",
                    // ... and of SchedulerActor.
                    "Counter");

    /**
     * Who may read the clock besides the actors: the rest is told what time it is. AuditChore,
     * Replay, GroupCommit and Meters measure how long something took; SqliteJournal dates events
     * that Pekko has not dated.
     */
    private static final Set<String> CLOCK_SHELLS =
            Set.of(
                    "AuditChore",
                    "Chips",
                    "GroupCommit",
                    "Jobs",
                    "Keys",
                    "Main",
                    "Meters",
                    "Replay",
                    "SqliteJournal");

    private static final Map<Class<?>, Set<String>> CLOCKS =
            Map.of(
                    Instant.class,
                    Set.of("now"),
                    Clock.class,
                    Set.of("systemUTC", "systemDefaultZone", "system"),
                    InstantSource.class,
                    Set.of("system"),
                    System.class,
                    Set.of("currentTimeMillis", "nanoTime"));

    @Test
    void rooms_only_use_what_lies_to_their_left() {
        for (int room = 0; room < ROOMS.size(); room++) {
            for (var right : ROOMS.subList(room + 1, ROOMS.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(inside(ROOMS.get(room)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(inside(right))
                        .allowEmptyShould(true)
                        .check(HOUSE);
            }
        }
    }

    @Test
    void circuits_and_simulators_know_no_actor_and_no_json() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("circuits"), inside("simulators"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pekko..", "com.fasterxml.jackson..")
                .check(HOUSE);
    }

    @Test
    void in_the_actor_rooms_only_shells_know_pekko() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("chip"), inside("job"), inside("tuning"))
                .and(areNot("shells around actors", HouseRulesTest::knowsPekko))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pekko..")
                .check(HOUSE);
    }

    @Test
    void only_shells_read_the_clock() {
        noClasses()
                .that(areNot("shells", HouseRulesTest::readsTheClock))
                .should()
                .callMethodWhere(describe("it reads the clock", HouseRulesTest::isAClock))
                .check(HOUSE);
    }

    @Test
    void one_room_of_the_simulators_and_one_of_tuning_know_the_vector_api() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("simulators.simd"), inside("tuning.simd"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(HOUSE);
    }

    @Test
    void packages_make_no_circles() {
        slices().matching("cloud.somersault.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void every_package_has_its_sign_and_is_null_marked() {
        for (var one : packages()) {
            assertThat(HOUSE.getPackage(one).isAnnotatedWith(NullMarked.class))
                    .as(one + " needs a package-info.java with @NullMarked")
                    .isTrue();
        }
    }

    @Test
    void nobody_prints_but_main() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }

    @Test
    void exceptions_are_the_only_classes_that_end_in_exception() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Exception")
                .should()
                .beAssignableTo(Exception.class)
                .check(HOUSE);
    }

    @Test
    void every_stored_event_is_a_record_with_a_stored_name_and_a_file_of_its_stored_form() {
        for (var root : eventRoots()) {
            var types = root.getAnnotation(JsonSubTypes.class).value();
            assertThat(Arrays.stream(types).map(JsonSubTypes.Type::value))
                    .as("the stored names of " + root)
                    .containsExactlyInAnyOrder(root.getPermittedSubclasses());
            for (var type : types) {
                assertThat(type.value()).isRecord();
                assertThat(type.name()).matches("[a-z]+(-[a-z]+)*");
                assertThat(goldenFiles())
                        .as("a file of the stored form of " + type.name())
                        .anyMatch(name -> name.startsWith(type.name()));
            }
        }
    }

    private static List<Class<?>> eventRoots() {
        return HOUSE.stream()
                .filter(one -> one.isInterface() && one.isAnnotatedWith(JsonSubTypes.class))
                .filter(one -> one.getSimpleName().endsWith("Event"))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    }

    private static Set<String> goldenFiles() {
        var root = Path.of(System.getProperty("somersault.root", ".."));
        return Stream.of("chip-actors", "job-actors", "tuning-actors", "persistence", "http")
                .map(module -> root.resolve(module).resolve("src/test/resources/events"))
                .filter(Files::isDirectory)
                .flatMap(HouseRulesTest::filesUnder)
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> filesUnder(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static Set<String> packages() {
        return HOUSE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    private static String inside(String room) {
        return "cloud.somersault." + room + "..";
    }

    private static DescribedPredicate<JavaClass> areNot(
            String who, java.util.function.Predicate<JavaClass> which) {
        return describe("are not " + who, one -> !which.test(outermost(one)));
    }

    private static boolean knowsPekko(JavaClass one) {
        return PEKKO_ENDINGS.stream().anyMatch(one.getSimpleName()::endsWith)
                || PEKKO_SHELLS.contains(one.getSimpleName());
    }

    private static boolean readsTheClock(JavaClass one) {
        return one.getSimpleName().endsWith("Actor") || CLOCK_SHELLS.contains(one.getSimpleName());
    }

    private static boolean isAClock(JavaAccess<?> access) {
        return CLOCKS.entrySet().stream()
                .anyMatch(entry ->
                        access.getTargetOwner().isEquivalentTo(entry.getKey())
                                && entry.getValue().contains(access.getName()));
    }

    private static JavaClass outermost(JavaClass one) {
        var outer = one;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
