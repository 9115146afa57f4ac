// What html-validate holds every built page to: all that it recommends, except rules of taste.
export default {
  extends: ["html-validate:recommended"],
  rules: {
    "long-title": "off", // a headline is as long as it must be; 70 letters is a habit of search engines
    "no-trailing-whitespace": "off", // what templates leave behind; gzip sends it for nothing
    "tel-non-breaking": "off", // the style sheet keeps telephone links on one line
    "valid-id": ["error", { relaxed: true }], // HTML lets an id begin with a digit: #266 is Article 266, an address that lasts
  },
};
