import type { Messages } from "./messages.ts";

/** An order's number begins with a left-to-right mark: after Arabic letters, its `#` would be shown behind it. */
export const ar: Messages<"zero" | "one" | "two" | "few" | "many"> = {
  greeting: (name) => (name === null ? "مرحبًا،" : `مرحبًا ${name}،`),
  order: (number) => `الطلب \u200e#${number}`,
  items: {
    zero: "لا منتجات",
    one: "منتج واحد",
    two: "منتجان",
    few: "# منتجات",
    many: "# منتجًا",
    other: "# منتج",
  },
  placedOn: (date) => `تاريخ الطلب: ${date}`,
  each: (price) => `${price} للقطعة`,
  shipTo: "عنوان الشحن",
  billTo: "عنوان الفاتورة",
  shippingMethod: "طريقة الشحن",
  totals: {
    subtotal: "المجموع الفرعي",
    discount: "الخصم",
    shipping: "الشحن",
    tax: "الضريبة",
    total: "الإجمالي",
    includingTax: "شاملًا ضريبة",
  },
  orderConfirmation: {
    subject: (order) => `تم تأكيد طلبك \u200e#${order}`,
    opening: "شكرًا لطلبك. تم تأكيده وسنخبرك عند شحنه.",
    pendingSubject: (order) => `استلمنا طلبك \u200e#${order}`,
    pendingOpening: "شكرًا لطلبك. بعض المنتجات غير متوفرة حاليًا، وسنشحنها فور توفرها.",
  },
  orderShipped: {
    subject: (order) => `طلبك \u200e#${order} في الطريق إليك`,
    opening: "شحنّا طلبك وهو الآن في الطريق إليك.",
    partSubject: (order) => `جزء من طلبك \u200e#${order} في الطريق إليك`,
    partOpening: "شحنّا جزءًا من طلبك وهو في الطريق إليك. سيصلك الباقي لاحقًا.",
    carrier: "شركة الشحن",
    trackingNumber: "رقم التتبع",
    contents: "في هذا الطرد",
  },
  orderRefunded: {
    subject: (order) => `استرداد مبلغ من طلبك \u200e#${order}`,
    opening: (amount) => `أعدنا إليك ${amount} من قيمة طلبك.`,
    timing: "قد يستغرق ظهور المبلغ في حسابك بضعة أيام.",
    refund: "المبلغ المسترد",
    refundedInAll: "إجمالي المبالغ المستردة",
  },
  verifyEmail: {
    subject: "أكّد عنوان بريدك الإلكتروني",
    opening: "يرجى تأكيد أن عنوان البريد الإلكتروني هذا لك.",
    action: "تأكيد العنوان",
  },
  resetPassword: {
    subject: "إعادة تعيين كلمة المرور",
    opening: "طلب شخص ما، ونأمل أنه أنت، إعادة تعيين كلمة مرور حسابك.",
    action: "اختيار كلمة مرور جديدة",
  },
  invitation: {
    subject: (shop) => `دعوة إلى ${shop}`,
    opening: (shop) => `أنت مدعو للعمل في ${shop}. اختر كلمة مرور لقبول الدعوة.`,
    action: "قبول الدعوة",
  },
  passwordChanged: {
    subject: "تم تغيير كلمة المرور",
    opening: (date) => `تم تغيير كلمة مرور حسابك: ${date}.`,
    advice: "إن لم تكن أنت من فعل ذلك، فأعد تعيين كلمة المرور فورًا وأخبرنا.",
  },
  orOpen: "إن لم يعمل الزر، فافتح هذا العنوان:",
  code: "الرمز:",
  validFor: (duration) => `صالح لمدة ${duration}، ويُستخدم مرة واحدة.`,
  ignore: "إن لم تطلب هذه الرسالة، فيمكنك تجاهلها.",
};
