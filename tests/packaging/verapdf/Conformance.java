import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds PDF files against profiles: {@code Conformance 2a,ua1 one.pdf two.pdf}. One line for each file and profile, one
 * more for each rule that is broken. Exit status 0 when all conform, 1 when one does not, 2 when one could not be read.
 */
public class Conformance {
    private static final int FAILURES_SHOWN_PER_RULE = 3;

    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        int status = 0;
        for (String profile : arguments[0].split(",")) {
            for (int i = 1; i < arguments.length; i++) {
                status = Math.max(status, check(PDFAFlavour.byFlavourId(profile), profile, arguments[i]));
            }
        }
        System.exit(status);
    }

    private static int check(PDFAFlavour flavour, String profile, String file) {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser document = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, FAILURES_SHOWN_PER_RULE, false, false, false)) {
            ValidationResult result = validator.validate(document);
            System.out.printf("%s %s: %s, %d checks%n", profile, file,
                    result.isCompliant() ? "conforms" : "DOES NOT CONFORM", result.getTotalAssertions());
            for (Map.Entry<String, List<String>> rule : broken(result).entrySet()) {
                System.out.printf("  %s%n", rule.getKey());
                rule.getValue().forEach(place -> System.out.printf("    at %s%n", place));
            }
            return result.isCompliant() ? 0 : 1;
        } catch (Exception error) {
            System.out.printf("%s %s: could not be read: %s%n", profile, file, error);
            return 2;
        }
    }

    private static Map<String, List<String>> broken(ValidationResult result) {
        Map<String, List<String>> rules = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            String rule = String.format("%s-%d %s", assertion.getRuleId().getClause(),
                    assertion.getRuleId().getTestNumber(), assertion.getMessage());
            String place = assertion.getLocation() == null ? "the file" : assertion.getLocation().getContext();
            rules.computeIfAbsent(rule, unused -> new ArrayList<>()).add(place);
        }
        return rules;
    }
}
