import type { Messages } from "./messages.ts";

export const de: Messages<"one"> = {
  greeting: (name) => (name === null ? "Guten Tag," : `Guten Tag ${name},`),
  order: (number) => `Bestellung #${number}`,
  items: { one: "# Artikel", other: "# Artikel" },
  placedOn: (date) => `Bestellt am ${date}`,
  each: (price) => `je ${price}`,
  shipTo: "Lieferadresse",
  billTo: "Rechnungsadresse",
  shippingMethod: "Versandart",
  totals: {
    subtotal: "Zwischensumme",
    discount: "Rabatt",
    shipping: "Versand",
    tax: "Steuer",
    total: "Gesamtsumme",
    includingTax: "Darin enthaltene Steuer",
  },
  orderConfirmation: {
    subject: (order) => `Ihre Bestellung #${order} ist bestätigt`,
    opening:
      "Vielen Dank für Ihre Bestellung. Sie ist bestätigt. Wir schreiben Ihnen, wenn wir sie versenden.",
    pendingSubject: (order) => `Wir haben Ihre Bestellung #${order} erhalten`,
    pendingOpening:
      "Vielen Dank für Ihre Bestellung. Einige Artikel sind zurzeit nicht vorrätig. Wir versenden sie, sobald sie wieder da sind.",
  },
  orderShipped: {
    subject: (order) => `Ihre Bestellung #${order} ist unterwegs`,
    opening: "Wir haben Ihre Bestellung versandt. Sie ist unterwegs zu Ihnen.",
    partSubject: (order) => `Ein Teil Ihrer Bestellung #${order} ist unterwegs`,
    partOpening: "Wir haben einen Teil Ihrer Bestellung versandt. Der Rest folgt.",
    carrier: "Versanddienst",
    trackingNumber: "Sendungsnummer",
    contents: "In diesem Paket",
  },
  orderRefunded: {
    subject: (order) => `Erstattung zu Ihrer Bestellung #${order}`,
    opening: (amount) => `Wir haben Ihnen ${amount} zu Ihrer Bestellung erstattet.`,
    timing: "Es kann einige Tage dauern, bis Ihre Bank den Betrag anzeigt.",
    refund: "Erstattung",
    refundedInAll: "Insgesamt erstattet",
  },
  verifyEmail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    opening: "Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört.",
    action: "E-Mail-Adresse bestätigen",
  },
  resetPassword: {
    subject: "Setzen Sie Ihr Passwort zurück",
    opening: "Jemand, hoffentlich Sie, möchte das Passwort Ihres Kontos zurücksetzen.",
    action: "Neues Passwort wählen",
  },
  invitation: {
    subject: (shop) => `Einladung zu ${shop}`,
    opening: (shop) =>
      `Sie sind zur Mitarbeit bei ${shop} eingeladen. Wählen Sie ein Passwort, um anzunehmen.`,
    action: "Einladung annehmen",
  },
  passwordChanged: {
    subject: "Ihr Passwort wurde geändert",
    opening: (date) => `Das Passwort Ihres Kontos wurde geändert: ${date}.`,
    advice: "Wenn Sie das nicht waren, setzen Sie Ihr Passwort sofort zurück und schreiben Sie uns.",
  },
  webhookPaused: {
    subject: "Ein Webhook ist angehalten",
    failing: (url) => `Wir senden nichts mehr an ${url}: Seit fünf Tagen ist keine Zustellung gelungen.`,
    gone: (url) =>
      `Wir senden nichts mehr an ${url}: Der Empfänger hat geantwortet, dass es ihn nicht mehr gibt.`,
    advice:
      "Beheben Sie den Fehler und schalten Sie den Webhook wieder ein. Er erhält dann, was inzwischen geschehen ist.",
  },
  orOpen: "Wenn der Knopf nicht funktioniert, öffnen Sie diese Adresse:",
  code: "Ihr Code:",
  validFor: (duration) => `Gültig für ${duration}, einmal verwendbar.`,
  ignore: "Wenn Sie diese E-Mail nicht angefordert haben, brauchen Sie nichts zu tun.",
};
