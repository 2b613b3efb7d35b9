package dev.vibe.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It says of every value what a library says that knows the whole standard. */
class JsonSchemaTest {

  /** Each value is checked against each schema. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "1",
          "1.0",
          "2.5",
          "-3",
          "1e3",
          "12345678901234567890",
          "\"\"",
          "\"a\"",
          "\"abc\"",
          "\"\\ud83d\\ude00\"",
          "[]",
          "[1]",
          "[1,1.0]",
          "[1,\"a\",true]",
          "[\"a\",\"b\"]",
          "[[1],[1]]",
          "{}",
          "{\"a\":1}",
          "{\"a\":\"x\",\"b\":[1]}",
          "{\"a\":1,\"b\":2,\"c\":3}",
          "{\"x-1\":true}",
          "{\"next\":{\"next\":{}}}",
          "{\"next\":{\"next\":1}}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "false",
        "{}",
        "{\"type\":\"integer\"}",
        "{\"type\":[\"string\",\"null\"]}",
        "{\"type\":\"object\",\"required\":[\"a\"],\"additionalProperties\":false,"
            + "\"properties\":{\"a\":{\"type\":\"number\"},\"b\":{}}}",
        "{\"enum\":[1,\"a\",[1],{\"a\":1},null]}",
        "{\"const\":1}",
        "{\"const\":null}",
        "{\"minimum\":1,\"exclusiveMaximum\":1000}",
        "{\"maximum\":2.5,\"exclusiveMinimum\":0}",
        "{\"multipleOf\":0.5}",
        "{\"minLength\":1,\"maxLength\":1}",
        "{\"pattern\":\"^[a-b]+$\"}",
        "{\"minItems\":1,\"maxItems\":2,\"uniqueItems\":true}",
        "{\"prefixItems\":[{\"type\":\"integer\"}],\"items\":{\"type\":\"string\"}}",
        "{\"prefixItems\":[true,{\"const\":\"a\"}],\"items\":false}",
        "{\"contains\":{\"const\":1},\"minContains\":2}",
        "{\"contains\":{\"type\":\"string\"},\"maxContains\":1}",
        "{\"minProperties\":1,\"maxProperties\":2}",
        "{\"patternProperties\":{\"^x-\":{\"type\":\"string\"}},\"additionalProperties\":"
            + "{\"type\":\"integer\"}}",
        "{\"propertyNames\":{\"maxLength\":1}}",
        "{\"dependentRequired\":{\"a\":[\"b\"]}}",
        "{\"dependentSchemas\":{\"a\":{\"required\":[\"c\"]}}}",
        "{\"allOf\":[{\"type\":\"number\"},{\"minimum\":1}]}",
        "{\"anyOf\":[{\"type\":\"string\"},{\"minItems\":1,\"type\":\"array\"}]}",
        "{\"oneOf\":[{\"type\":\"number\"},{\"type\":\"integer\"}]}",
        "{\"not\":{\"type\":\"object\"}}",
        "{\"if\":{\"type\":\"array\"},\"then\":{\"maxItems\":1},\"else\":{\"const\":1}}",
        "{\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":"
            + "\"#/$defs/n\"}}}},\"$ref\":\"#/$defs/n\"}",
        "{\"properties\":{\"a\":{\"$ref\":\"#/definitions/a~1b\"}},"
            + "\"definitions\":{\"a/b\":{\"type\":\"string\"}},\"title\":\"T\","
            + "\"format\":\"email\"}"
      })
  void every_value_is_judged_as_the_standard_says(String text) {
    Schema standard =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
    JsonSchema schema = JsonSchema.read(text);
    for (String value : VALUES) {
      assertEquals(
          standard.validate(value, InputFormat.JSON).isEmpty(),
          schema.faults(JsonTree.read(value)).isEmpty(),
          () -> value + " by " + text + ": " + schema.faults(JsonTree.read(value)));
    }
  }

  @Test
  void a_tuple_of_draft_7_is_one() {
    JsonSchema schema =
        JsonSchema.read(
            "{\"items\":[{\"type\":\"integer\"}],\"additionalItems\":{\"type\":\"string\"}}");
    assertEquals(List.of(), schema.faults(JsonTree.read("[1,\"a\"]")));
    assertEquals(1, schema.faults(JsonTree.read("[1,2]")).size());
  }

  @Test
  void faults_name_the_place_and_what_is_wrong_there() {
    JsonSchema schema =
        JsonSchema.read(
            """
            {"type":"object","required":["name","tags"],
             "properties":{"tags":{"type":"array","items":{"enum":["a","b"]}}}}
            """);
    assertEquals(
        List.of("$: lacks \"name\"", "$.tags[1]: \"c\" is none of [\"a\",\"b\"]"),
        schema.faults(JsonTree.read("{\"tags\":[\"a\",\"c\"]}")));
  }

  @Test
  void a_schema_that_refers_to_itself_comes_to_an_end() {
    JsonSchema schema = JsonSchema.read("{\"$ref\":\"#\"}");
    assertEquals(List.of("$: is nested too deeply"), schema.faults(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"type\":\"text\"}",
        "{\"required\":\"a\"}",
        "{\"properties\":{\"a\":1}}",
        "{\"pattern\":\"(\"}",
        "{\"minItems\":-1}",
        "{\"$ref\":\"other.json\"}",
        "{\"$ref\":\"#/$defs/none\"}",
        "{\"unevaluatedProperties\":false}",
        "{\"anyOf\":{}}",
        "{ no"
      })
  void what_is_no_schema_or_cannot_be_checked_is_refused(String text) {
    assertThrows(JsonShapeException.class, () -> JsonSchema.read(text));
  }

  @Test
  void its_text_is_one_line() {
    assertTrue(JsonSchema.read("{\n \"type\": \"null\"\n}").text().equals("{\"type\":\"null\"}"));
  }
}
